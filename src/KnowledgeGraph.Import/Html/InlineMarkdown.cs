using System.Buffers;
using System.Text;
using AngleSharp.Dom;

namespace KnowledgeGraph.Import.Html;

/// <summary>Writes what stands within a line: text, emphasis, links, images, code.</summary>
internal sealed class InlineMarkdown(Uri? site)
{
    private const int DepthMax = 100;

    private static readonly SearchValues<char> NotInAutolink = SearchValues.Create(" <>");
    private static readonly SearchValues<char> NotInDestination = SearchValues.Create(" ()<>\\");

    // Stands for a line break until the white space around it is settled; no text from outside holds it.
    private const char Break = '\u0001';

    /// <summary>The inline content of an element on one line.</summary>
    public string Line(IElement element, int depth)
    {
        var text = new StringBuilder();
        Children(element, text, depth + 1);
        return Finish(text).Replace("\\\n", " ").Replace('\n', ' ');
    }

    /// <summary>A run of inline content as the lines of a paragraph.</summary>
    public static string Finish(StringBuilder run)
    {
        var lines = run.ToString().Split(Break);
        var text = new StringBuilder(run.Length);
        foreach (var raw in lines)
        {
            var line = raw.AsSpan().Trim();
            // Breaks at the ends of a paragraph, or one after another, part nothing.
            if (line.IsEmpty) continue;
            if (text.Length > 0) text.Append("\\\n");
            var start = text.Length;
            text.Append(line);
            MarkdownEscape.LineStart(text, start);
        }

        return text.ToString();
    }

    /// <summary>Appends a node.</summary>
    public void Append(INode node, StringBuilder output, int depth)
    {
        if (node is IText text) AppendText(text.Data, output);
        else if (node is IElement element) AppendElement(element, output, depth + 1);
    }

    private void Children(INode parent, StringBuilder output, int depth)
    {
        if (depth > DepthMax)
        {
            AppendText(parent.TextContent, output);
            return;
        }

        for (var node = parent.FirstChild; node is not null; node = node.NextSibling) Append(node, output, depth);
    }

    private void AppendElement(IElement element, StringBuilder output, int depth)
    {
        var name = element.LocalName;
        if (HtmlElements.IsDropped(name)) return;
        switch (name)
        {
            case "br": output.Append(Break); break;
            case "em" or "i" or "cite" or "dfn" or "var": Wrap(element, "*", "*", output, depth); break;
            case "strong" or "b": Wrap(element, "**", "**", output, depth); break;
            case "s" or "strike" or "del": Wrap(element, "~~", "~~", output, depth); break;
            case "sub" or "sup" or "kbd": Wrap(element, $"<{name}>", $"</{name}>", output, depth); break;
            case "code" or "tt" or "samp" or "pre": AppendCode(element.TextContent, output); break;
            case "a": AppendLink(element, output, depth); break;
            case "img": AppendImage(element, output); break;
            default:
                // A block within a line: its words must not grow together with those around it.
                var isBlock = HtmlElements.IsBlock(name);
                if (isBlock) AppendSpace(output);
                Children(element, output, depth);
                if (isBlock) AppendSpace(output);
                break;
        }
    }

    private static void AppendText(string text, StringBuilder output)
    {
        var collapsed = Collapse(text);
        var rest = collapsed.AsSpan();
        if (rest.IsEmpty) return;
        if (rest[0] == ' ')
        {
            AppendSpace(output);
            rest = rest[1..];
        }

        MarkdownEscape.Inline(rest, output);
    }

    // White space is one space, as a browser shows it; in mathematics too it means nothing more.
    private static string Collapse(string text)
    {
        var collapsed = new StringBuilder(text.Length);
        var wasSpace = false;
        foreach (var character in text)
        {
            var isSpace = character is ' ' or '\n' or '\t' or '\r' or '\f';
            if (character == Break) continue;
            if (!isSpace) collapsed.Append(character);
            else if (!wasSpace) collapsed.Append(' ');
            wasSpace = isSpace;
        }

        return collapsed.ToString();
    }

    private static void AppendSpace(StringBuilder output)
    {
        if (output.Length == 0 || output[^1] is not (' ' or Break)) output.Append(' ');
    }

    // Marks of emphasis stand right at the words: space at the ends goes outside.
    private void Wrap(IElement element, string open, string close, StringBuilder output, int depth)
    {
        var inner = new StringBuilder();
        Children(element, inner, depth);
        var text = inner.ToString().AsSpan();
        var trimmed = text.Trim([' ', Break]);
        if (trimmed.IsEmpty)
        {
            if (text.Contains(Break)) output.Append(Break);
            else if (text.Length > 0) AppendSpace(output);
            return;
        }

        if (text[0] == ' ') AppendSpace(output);
        output.Append(open).Append(trimmed).Append(close);
        if (text[^1] == ' ') output.Append(' ');
    }

    private static void AppendCode(string text, StringBuilder output)
    {
        var line = text.ReplaceLineEndings(" ").Replace(Break, ' ');
        if (string.IsNullOrWhiteSpace(line)) return;
        var fence = new string('`', MarkdownEscape.LongestRun(line, '`') + 1);
        var pad = line.StartsWith('`') || line.EndsWith('`') ? " " : "";
        output.Append(fence).Append(pad).Append(line).Append(pad).Append(fence);
    }

    private void AppendLink(IElement element, StringBuilder output, int depth)
    {
        var inner = new StringBuilder();
        Children(element, inner, depth);
        var text = inner.Replace(Break, ' ').ToString().Trim();
        var address = Address(element.GetAttribute("href"), isImage: false);
        if (address is null)
        {
            output.Append(text);
            return;
        }

        if (text.Length == 0) return;
        if (element.TextContent == address && !address.AsSpan().ContainsAny(NotInAutolink) && address.Contains("://"))
            output.Append('<').Append(address).Append('>');
        else
            output.Append('[').Append(text).Append("](").Append(Destination(address)).Append(')');
    }

    private void AppendImage(IElement element, StringBuilder output)
    {
        var address = Address(element.GetAttribute("src"), isImage: true);
        if (address is null) return;
        var text = new StringBuilder();
        AppendText((element.GetAttribute("alt") ?? "").Trim(), text);
        output.Append("![").Append(text).Append("](").Append(Destination(address)).Append(')');
    }

    // Only what leads somewhere: no script, no data in the address.
    private string? Address(string? given, bool isImage)
    {
        if (string.IsNullOrWhiteSpace(given)) return null;
        var address = string.Concat(given.Where(character => !char.IsControl(character))).Trim();
        // A leading slash would be taken for a file's address on this system.
        if (!address.StartsWith('/') && Uri.TryCreate(address, UriKind.Absolute, out var absolute))
            return absolute.Scheme is "http" or "https" || (!isImage && absolute.Scheme is "mailto")
                ? address
                : null;
        if (address.StartsWith("//", StringComparison.Ordinal)) return $"https:{address}";
        if (site is not null) return Uri.TryCreate(site, address, out var resolved) ? resolved.AbsoluteUri : null;
        // Without a site, what stands before a colon might still be a scheme in disguise.
        return address.AsSpan().IndexOfAny(':', '\\') < 0 ? address : null;
    }

    private static string Destination(string address)
    {
        if (address.AsSpan().IndexOfAny(NotInDestination) < 0) return address;
        return $"<{address.Replace("\\", "%5C").Replace("<", "%3C").Replace(">", "%3E")}>";
    }
}
