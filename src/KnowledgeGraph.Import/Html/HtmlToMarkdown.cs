using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace KnowledgeGraph.Import.Html;

/// <summary>
/// Turns HTML into Markdown (CommonMark with GitHub's tables and strikethrough) that reads well as it stands: code is
/// kept as code, mathematics between dollar signs as it is, and nothing that runs or loads comes through. One for each
/// thread.
/// </summary>
internal sealed class HtmlToMarkdown
{
    // Nesting deeper than this is nobody's writing; its text is kept, its structure is not.
    private const int DepthMax = 100;

    // What the parser itself can take: it keeps a stack of open elements that it searches for each tag.
    private const int TagsOpenMax = 500;

    private readonly HtmlParser _parser = new();
    private readonly MarkdownWriter _writer = new();
    private readonly InlineMarkdown _inline;

    /// <param name="site">What relative addresses are relative to; null leaves them as they are.</param>
    public HtmlToMarkdown(Uri? site = null) => _inline = new InlineMarkdown(site);

    /// <summary>The Markdown, without blank lines at its ends; "" for HTML without content.</summary>
    public string Convert(string html)
    {
        if (html.AsSpan().IndexOfAny('<', '&') < 0 && html.AsSpan().IndexOfAny('\n', '\r') < 0)
            return MarkdownEscape.Block(html.Trim());
        if (OpenTags(html) > TagsOpenMax) html = html.Replace('<', ' ');
        using var document = _parser.ParseDocument(html);
        if (document.Body is null) return "";
        _writer.Clear();
        Blocks(document.Body, 0);
        return _writer.ToString();
    }

    private void Blocks(INode parent, int depth)
    {
        if (depth > DepthMax)
        {
            _writer.Paragraph(MarkdownEscape.Block(parent.TextContent.Trim()));
            return;
        }

        StringBuilder? run = null;
        for (var node = parent.FirstChild; node is not null; node = node.NextSibling)
        {
            if (node is IElement element && HtmlElements.IsBlock(element.LocalName))
            {
                FlushRun(run);
                Block(element, depth);
            }
            else
            {
                _inline.Append(node, run ??= new StringBuilder(), depth);
            }
        }

        FlushRun(run);
    }

    // Text between blocks is a paragraph, as a browser shows it.
    private void FlushRun(StringBuilder? run)
    {
        if (run is null) return;
        var text = InlineMarkdown.Finish(run);
        if (text.Length > 0) _writer.Paragraph(text);
        run.Clear();
    }

    private void Block(IElement element, int depth)
    {
        switch (element.LocalName)
        {
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6": Heading(element, depth); break;
            case "pre": Code(element); break;
            case "blockquote": Quote(element, depth); break;
            case "ul" or "menu": List(element, null, depth); break;
            case "ol": List(element, Start(element), depth); break;
            case "hr": _writer.Paragraph("---"); break;
            case "table": Table(element, depth); break;
            case "dt" or "summary" or "legend" or "caption": Strong(element, depth); break;
            default: Blocks(element, depth + 1); break;
        }
    }

    private void Heading(IElement element, int depth)
    {
        var text = _inline.Line(element, depth);
        if (text.Length > 0) _writer.Paragraph($"{new string('#', element.LocalName[1] - '0')} {text}");
    }

    private void Strong(IElement element, int depth)
    {
        var text = _inline.Line(element, depth);
        if (text.Length > 0) _writer.Paragraph($"**{text}**");
    }

    private void Code(IElement element)
    {
        var text = element.TextContent;
        if (text.EndsWith('\n')) text = text[..^1];
        if (text.Length == 0) return;
        var language = HtmlElements.CodeLanguage(element);
        var fence = new string('`', Math.Max(3, MarkdownEscape.LongestRun(text, '`') + 1));
        _writer.Verbatim($"{fence}{language}\n{text}\n{fence}");
    }

    private void Quote(IElement element, int depth)
    {
        _writer.Push("> ");
        Blocks(element, depth + 1);
        _writer.Pop();
    }

    private void List(IElement list, int? start, int depth)
    {
        var loose = list.Children.Any(item => item.Children.Any(child => child.LocalName == "p"));
        _writer.BeginList();
        var number = start ?? 0;
        for (var node = list.FirstChild; node is not null; node = node.NextSibling)
        {
            // White space between items says nothing; anything else that strayed in between is an item of its own.
            if (node is not IElement item) continue;
            var marker = start is null ? "- " : $"{number++}. ";
            _writer.BeginItem(marker, loose);
            if (item.LocalName == "li") Blocks(item, depth + 1);
            else Block(item, depth + 1);
            _writer.EndItem();
        }

        _writer.EndList();
    }

    private static int Start(IElement list) =>
        int.TryParse(list.GetAttribute("start"), out var start) && start is >= 0 and < 1_000_000 ? start : 1;

    private void Table(IElement table, int depth)
    {
        var rows = table.QuerySelectorAll("tr")
            .Select(row => row.Children.Where(cell => cell.LocalName is "td" or "th").ToList())
            .Where(cells => cells.Count > 0)
            .ToList();
        if (rows.Count == 0) return;
        var width = rows.Max(cells => cells.Count);
        // A table in Markdown has a header; one that has none gets an empty one.
        var hasHeader = rows[0].All(cell => cell.LocalName == "th");
        var text = new StringBuilder();
        Row(hasHeader ? rows[0] : []);
        text.Append('\n').Append('|').Insert(text.Length, " --- |", width);
        foreach (var row in hasHeader ? rows.Skip(1) : rows)
        {
            text.Append('\n');
            Row(row);
        }

        _writer.Paragraph(text.ToString());

        void Row(List<IElement> cells)
        {
            text.Append('|');
            for (var column = 0; column < width; column++)
            {
                var cell = column < cells.Count ? _inline.Line(cells[column], depth).Replace("|", "\\|") : "";
                text.Append(' ').Append(cell).Append(cell.Length > 0 ? " |" : "|");
            }
        }
    }

    // A bound from above on how many elements are open at once.
    private static int OpenTags(string html)
    {
        int open = 0, most = 0;
        for (var index = html.IndexOf('<'); index >= 0; index = html.IndexOf('<', index + 1))
        {
            if (index + 1 == html.Length) break;
            if (html[index + 1] == '/')
                open = Math.Max(0, open - 1);
            else if (char.IsAsciiLetter(html[index + 1]) && !HtmlElements.IsVoidAt(html, index + 1))
                most = Math.Max(most, ++open);
        }

        return most;
    }
}
