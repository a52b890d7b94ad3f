using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using KnowledgeGraph.ReadModel.Query;

namespace KnowledgeGraph.Tests.ReadModel.Query;

/// <summary>Filters of every form, each with the same condition said in LINQ over the brute-force model.</summary>
internal sealed class RandomFilters(Random random, Community community)
{
    public (NodeFilter Filter, Func<NodeRecord, bool> Keeps) Next(NodeKind kind, int depth = 2)
    {
        if (depth > 0 && random.Next(3) == 0) return Combined(kind, depth);
        if (depth > 0 && random.Next(4) == 0) return Related(kind, depth);
        var fields = NodeFields.All(kind).ToArray();
        var field = fields[random.Next(fields.Length)];
        if (random.Next(8) == 0) return (new NodeFilter.IsMissing(field), node => community.Value(node, field) is null);
        return field.Type switch
        {
            PropertyType.Text => Text(kind, field),
            PropertyType.TextList => TextList(kind, field),
            PropertyType.Number => Number(field),
            PropertyType.Enumeration or PropertyType.Boolean => IntegerIn(kind, field),
            _ => random.Next(2) == 0 ? IntegerIn(kind, field) : IntegerRange(kind, field),
        };
    }

    /// <summary>The filter as text, for a failure's message.</summary>
    public static string Show(NodeFilter? filter) => filter switch
    {
        null => "everything",
        NodeFilter.And(var parts) => $"and({string.Join(", ", parts.Select(Show))})",
        NodeFilter.Or(var parts) => $"or({string.Join(", ", parts.Select(Show))})",
        NodeFilter.Not(var part) => $"not({Show(part)})",
        NodeFilter.Related(var relation, var quantifier, var part) => $"{quantifier} {relation}({Show(part)})",
        NodeFilter.TextIn(var field, var values) => $"{field} in [{string.Join("; ", values)}]",
        NodeFilter.TextListIn(var field, var quantifier, var values) =>
            $"{quantifier} {field} in [{string.Join("; ", values)}]",
        NodeFilter.IntegerIn(var field, var values) => $"{field} in [{string.Join("; ", values)}]",
        _ => filter.ToString(),
    };

    private (NodeFilter, Func<NodeRecord, bool>) Combined(NodeKind kind, int depth)
    {
        var parts = Enumerable.Range(0, random.Next(3)).Select(_ => Next(kind, depth - 1)).ToArray();
        NodeFilter[] filters = [.. parts.Select(part => part.Filter)];
        switch (random.Next(3))
        {
            case 0: return (new NodeFilter.And(filters), node => parts.All(part => part.Keeps(node)));
            case 1: return (new NodeFilter.Or(filters), node => parts.Any(part => part.Keeps(node)));
            default:
                var (filter, keeps) = Next(kind, depth - 1);
                return (new NodeFilter.Not(filter), node => !keeps(node));
        }
    }

    private (NodeFilter, Func<NodeRecord, bool>) Related(NodeKind kind, int depth)
    {
        var relations = Relations.All.Where(relation => !relation.IsOfInteractions && Starts(relation, kind)).ToArray();
        var relation = relations[random.Next(relations.Length)];
        if (random.Next(3) == 0)
        {
            var (min, max) = (random.Next(3), random.Next(4));
            return (
                new NodeFilter.CountRange(relation, min, max),
                node => community.List(relation, node.Id).Count is var count && count >= min && count <= max);
        }

        var quantifier = (Quantifier)random.Next(3);
        var condition = random.Next(4) == 0 ? default : Next(relation.Neighbour!.Value, depth - 1);
        return (
            new NodeFilter.Related(relation, quantifier, condition.Filter),
            node => Fits(
                quantifier,
                community.List(relation, node.Id).Select(entry => condition.Keeps?.Invoke(entry.Neighbour!) ?? true)));
    }

    private (NodeFilter, Func<NodeRecord, bool>) Text(NodeKind kind, NodeField field)
    {
        if (random.Next(3) == 0)
        {
            string[] values = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Sample<string>(kind, field) ?? "no")];
            return (new NodeFilter.TextIn(field, values), node => values.Contains(community.Value(node, field)));
        }

        var @operator = (TextOperator)random.Next(4);
        var value = Part(Sample<string>(kind, field) ?? "", @operator);
        return (
            new NodeFilter.Text(field, @operator, value),
            node => community.Value(node, field) is string text && Fits(text, @operator, value));
    }

    private (NodeFilter, Func<NodeRecord, bool>) TextList(NodeKind kind, NodeField field)
    {
        var quantifier = (Quantifier)random.Next(3);
        var sample = Sample<string[]>(kind, field) ?? [];
        if (random.Next(2) == 0)
        {
            string[] values = [.. sample.Take(2)];
            return (
                new NodeFilter.TextListIn(field, quantifier, values),
                node => Fits(quantifier, Entries(node).Select(entry => values.Contains(entry))));
        }

        var @operator = (TextOperator)random.Next(4);
        var value = Part(sample.FirstOrDefault() ?? "", @operator);
        return (
            new NodeFilter.TextList(field, quantifier, @operator, value),
            node => Fits(quantifier, Entries(node).Select(entry => Fits(entry, @operator, value))));

        string[] Entries(NodeRecord node) => (string[]?)community.Value(node, field) ?? [];
    }

    private (NodeFilter, Func<NodeRecord, bool>) IntegerIn(NodeKind kind, NodeField field)
    {
        long[] values = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Integer(kind, field))];
        return (
            new NodeFilter.IntegerIn(field, values),
            node => community.Value(node, field) is long value && values.Contains(value));
    }

    private (NodeFilter, Func<NodeRecord, bool>) IntegerRange(NodeKind kind, NodeField field)
    {
        var (min, max) = (Integer(kind, field), Integer(kind, field));
        if (random.Next(3) == 0) min = long.MinValue;
        if (random.Next(3) == 0) max = long.MaxValue;
        return (
            new NodeFilter.IntegerRange(field, min, max),
            node => community.Value(node, field) is long value && value >= min && value <= max);
    }

    private (NodeFilter, Func<NodeRecord, bool>) Number(NodeField field)
    {
        var (min, max) = (1 + (random.NextDouble() * 2), 2 + (random.NextDouble() * 3));
        return (
            new NodeFilter.NumberRange(field, min, max),
            node => community.Value(node, field) is double value && value >= min && value <= max);
    }

    private static bool Starts(Relation relation, NodeKind kind)
    {
        var type = EdgeTypes.Of(relation.Type!.Value);
        return (relation.Direction == EdgeDirection.Out ? type.From : type.To).Contains(kind);
    }

    private T? Sample<T>(NodeKind kind, NodeField field) where T : class
    {
        var nodes = community.List(kind);
        return nodes.Count == 0 ? null : (T?)community.Value(nodes[random.Next(nodes.Count)], field);
    }

    private long Integer(NodeKind kind, NodeField field)
    {
        var nodes = community.List(kind);
        return nodes.Count == 0 ? 0 : (long?)community.Value(nodes[random.Next(nodes.Count)], field) ?? random.Next(9);
    }

    // Some of its characters, in another case where case does not matter.
    private string Part(string text, TextOperator @operator)
    {
        if (@operator == TextOperator.EqualTo) return text;
        var start = @operator == TextOperator.StartsWith ? 0 : random.Next(text.Length + 1);
        var length = @operator == TextOperator.EndsWith ? text.Length - start : random.Next(text.Length - start + 1);
        // Never half of a surrogate pair, which is no text.
        if (start < text.Length && char.IsLowSurrogate(text[start])) start--;
        if (start + length < text.Length && char.IsLowSurrogate(text[start + length])) length--;
        var part = text.Substring(start, Math.Max(0, Math.Min(length, text.Length - start)));
        return random.Next(2) == 0 ? part.ToLowerInvariant() : part;
    }

    private static bool Fits(string text, TextOperator @operator, string value)
    {
        if (@operator == TextOperator.EqualTo) return text == value;
        (text, value) = (text.ToUpperInvariant(), value.ToUpperInvariant());
        return @operator switch
        {
            TextOperator.Contains => text.Contains(value, StringComparison.Ordinal),
            TextOperator.StartsWith => text.StartsWith(value, StringComparison.Ordinal),
            _ => text.EndsWith(value, StringComparison.Ordinal),
        };
    }

    private static bool Fits(Quantifier quantifier, IEnumerable<bool> fits) => quantifier switch
    {
        Quantifier.Any => fits.Any(it => it),
        Quantifier.All => fits.All(it => it),
        _ => !fits.Any(it => it),
    };
}
