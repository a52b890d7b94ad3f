using System.Globalization;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Columns;

namespace KnowledgeGraph.Insights.Contribution.Rules;

/// <summary>
/// Where rule sets are kept: each version is a document of its own that curators see, `document:contribution-rules/2`
/// and so on, so that every store, export and snapshot carries them and old versions stay. Version 1 is the program's.
/// </summary>
public static class RuleSetDocuments
{
    private const string KeyPrefix = "contribution-rules/";

    /// <summary>The id of the document that holds a version.</summary>
    public static string IdOf(int version) =>
        NodeIds.Make(NodeKind.Document, string.Create(CultureInfo.InvariantCulture, $"{KeyPrefix}{version}"));

    /// <summary>A version as the node to create; two that were made at once have the same id.</summary>
    public static NodeRecord ToNode(RuleSet set, DateTimeOffset now)
    {
        var values = new PropertyValue[NodeKinds.Document.Properties.Count];
        Set("title", PropertyValue.Text($"Contribution rules, version {set.Version}"));
        Set("body", PropertyValue.Text(RuleSetJson.Write(set)));
        Set("format", PropertyValue.Enumeration(
            NodeKinds.DocumentFormatValues.Index().First(format => format.Item == "DATASET").Index));
        Set("createdAt", PropertyValue.Instant(now));
        Set("access", PropertyValue.Text(AccessNames.Curators));
        return new NodeRecord(IdOf(set.Version), NodeKind.Document, values);

        void Set(string name, PropertyValue value) => values[NodeKinds.Document[name].Index] = value;
    }

    /// <summary>The latest version.</summary>
    /// <param name="reader">One that sees everything: rules hold for readers who do not see them.</param>
    public static RuleSet Latest(GraphReader reader) => All(reader)[^1];

    /// <summary>A version; null where there is none.</summary>
    /// <param name="reader">One that sees everything.</param>
    /// <param name="version">From 1.</param>
    public static RuleSet? Find(GraphReader reader, int version) => All(reader).FirstOrDefault(
        set => set.Version == version);

    /// <summary>All versions, the first first. One whose text was made unreadable is left out.</summary>
    /// <param name="reader">One that sees everything.</param>
    public static IReadOnlyList<RuleSet> All(GraphReader reader) =>
        reader.OncePerMask(typeof(RuleSetDocuments), Read);

    private static List<RuleSet> Read(GraphReader reader)
    {
        var sets = new List<RuleSet> { DefaultRules.Set };
        var bodies = reader.Texts(NodeFields.Of(NodeKind.Document, "body"));
        for (var version = 2; reader.TryFind(IdOf(version), NodeKind.Document, out var node); version++)
        {
            if (Read(bodies, node, version) is { } set) sets.Add(set);
        }

        return sets;
    }

    private static RuleSet? Read(TextColumn bodies, int node, int version)
    {
        if (bodies.String(node) is not { } json) return null;
        var found = Parsed.Get(json, () => RuleSetJson.TryRead(json, out var set, out _) ? set : null);
        return found is null || found.Version == version ? found : found with { Version = version };
    }

    // The same text gives the same object, which is what scores are kept by.
    private static readonly Latest<string, RuleSet?> Parsed = new(64);
}
