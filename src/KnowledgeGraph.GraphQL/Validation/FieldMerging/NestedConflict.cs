using System.Text;
using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Validation.FieldMerging;

/// <summary>Tells of conflicts within two fields as one conflict of the fields.</summary>
internal static class NestedConflict
{
    // Bounds that do not depend on the document, as graphql-js has them.
    private const int ReasonLengthMax = 1_000;
    private const int FieldsMax = 20;

    public static FieldConflict Of(FieldNode left, FieldNode right, IReadOnlyList<FieldConflict> inner)
    {
        var reason = new StringBuilder();
        foreach (var conflict in inner)
        {
            if (reason.Length > 0) reason.Append(" and ");
            reason.Append($"subfields \"{Abbreviated(conflict.ResponseKey)}\" conflict because {conflict.Reason}");
            if (reason.Length > ReasonLengthMax) break;
        }

        return new FieldConflict(
            left.ResponseKey,
            Abbreviated(reason.ToString()),
            Collect(left, inner.Select(conflict => conflict.Left)),
            Collect(right, inner.Select(conflict => conflict.Right)));
    }

    // The deeper fields of each conflict are the more telling ones.
    private static List<FieldNode> Collect(FieldNode field, IEnumerable<IReadOnlyList<FieldNode>> inner)
    {
        var fields = new List<FieldNode> { field };
        foreach (var side in inner)
        {
            fields.AddRange(side.TakeLast(FieldsMax - fields.Count));
            if (fields.Count == FieldsMax) break;
        }

        return fields;
    }

    private static string Abbreviated(string text) =>
        text.Length > ReasonLengthMax ? text[..ReasonLengthMax] + "..." : text;
}
