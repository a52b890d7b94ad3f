using System.Globalization;
using System.Text;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Sedimentation;

/// <summary>A lineage as the text of a drawing: titles are cut at 80 characters and can end no label.</summary>
public static class LineageText
{
    private const int LettersMax = 80;

    /// <summary>As a Mermaid flowchart.</summary>
    public static string Mermaid(GraphReader reader, Lineage lineage)
    {
        var text = new StringBuilder("graph LR\n");
        var names = Names(lineage);
        foreach (var step in lineage.Steps)
        {
            var label = Label(reader, step.Node)
                .Replace("#", "#35;", StringComparison.Ordinal).Replace("&", "#amp;", StringComparison.Ordinal)
                .Replace("\"", "#quot;", StringComparison.Ordinal).Replace("<", "#lt;", StringComparison.Ordinal)
                .Replace(">", "#gt;", StringComparison.Ordinal).Replace("`", "#96;", StringComparison.Ordinal);
            Append(text, $"  {names[step.Node]}[\"{label}\"]\n");
        }

        foreach (var link in lineage.Links)
            Append(text, $"  {names[link.From]} -->|{EdgeTypes.Of(link.Type).Name}| {names[link.To]}\n");
        return text.ToString();
    }

    /// <summary>As a digraph in Graphviz's DOT.</summary>
    public static string Graphviz(GraphReader reader, Lineage lineage)
    {
        var text = new StringBuilder("digraph lineage {\n  rankdir=LR;\n");
        var names = Names(lineage);
        foreach (var step in lineage.Steps)
        {
            var label = Label(reader, step.Node)
                .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
            Append(text, $"  {names[step.Node]} [label=\"{label}\"];\n");
        }

        foreach (var link in lineage.Links)
            Append(text, $"  {names[link.From]} -> {names[link.To]} [label=\"{EdgeTypes.Of(link.Type).Name}\"];\n");
        return text.Append("}\n").ToString();
    }

    private static Dictionary<int, string> Names(Lineage lineage) => lineage.Steps.Index().ToDictionary(
        it => it.Item.Node, it => string.Create(CultureInfo.InvariantCulture, $"n{it.Index}"));

    private static string Label(GraphReader reader, int node)
    {
        var kind = reader.KindOf(node);
        var title = NodeFields.TryGet(kind, "title", out var field) || NodeFields.TryGet(kind, "name", out field)
            ? reader.Texts(field).String(node)
            : null;
        var label = new StringBuilder();
        foreach (var rune in (title ?? reader.Ids.String(node)!).EnumerateRunes().Take(LettersMax))
            label.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        return label.ToString();
    }

    private static void Append(StringBuilder text, string line) => text.Append(line);
}
