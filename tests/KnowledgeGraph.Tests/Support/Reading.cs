using KnowledgeGraph.Model.Access;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Tests.Support;

/// <summary>Reads versions where nothing is hidden from the test.</summary>
internal static class Reading
{
    public static GraphReader Read(this GraphSnapshot snapshot) => snapshot.Read(Viewer.Program);
}
