using System.CommandLine;
using KnowledgeGraph.Import.Courses;

namespace KnowledgeGraph.Server.CommandLine.Imports;

/// <summary>`import courses FILE.csv`.</summary>
internal static class CoursesImport
{
    private static readonly Argument<string> File = new("FILE.csv")
    {
        Description = "A table of courses; the first row names the columns.",
    };

    public static Command Build()
    {
        var command = new Command("courses", "Import courses, their prerequisites and topics from CSV.") { File };
        command.Imports(arguments => new CourseImporter(arguments.GetRequiredValue(File)));
        return command.WithExamples("import courses courses.csv");
    }
}
