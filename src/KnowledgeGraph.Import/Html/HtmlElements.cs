using AngleSharp.Dom;

namespace KnowledgeGraph.Import.Html;

/// <summary>What elements of HTML are, as far as writing Markdown is concerned.</summary>
internal static class HtmlElements
{
    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal)
    {
        "address", "article", "aside", "blockquote", "caption", "center", "dd", "details", "div", "dl", "dt",
        "fieldset", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend",
        "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
        "thead", "tr", "ul",
    };

    // They run, load or ask for input; their content is not the author's text.
    private static readonly HashSet<string> Dropped = new(StringComparer.Ordinal)
    {
        "applet", "audio", "base", "button", "canvas", "embed", "frame", "frameset", "head", "iframe", "input", "link",
        "math", "meta", "noembed", "noframes", "noscript", "object", "option", "param", "script", "select", "source",
        "style", "svg", "template", "textarea", "title", "track", "video",
    };

    private static readonly string[] Void = ["br", "hr", "img", "input", "wbr", "p>", "li>"];

    public static bool IsBlock(string name) => Blocks.Contains(name);

    public static bool IsDropped(string name) => Dropped.Contains(name);

    /// <summary>
    /// The tag whose name begins at <paramref name="index"/> leaves nothing open, or what it opens is closed by the
    /// next of its kind.
    /// </summary>
    public static bool IsVoidAt(string html, int index)
    {
        foreach (var name in Void)
            if (string.CompareOrdinal(html, index, name, 0, name.Length) == 0) return true;
        return false;
    }

    /// <summary>The language of a `pre` block as its classes say (`language-x`, `lang-x`), or "".</summary>
    public static string CodeLanguage(IElement pre)
    {
        foreach (var element in (IEnumerable<IElement>)[pre, .. pre.Children.Where(child => child.LocalName == "code")])
        {
            foreach (var name in element.ClassList)
            {
                var language = name.StartsWith("language-", StringComparison.Ordinal) ? name["language-".Length..]
                    : name.StartsWith("lang-", StringComparison.Ordinal) ? name["lang-".Length..]
                    : "";
                if (language.Length > 0 && language.All(IsLanguageCharacter)) return language;
            }
        }

        return "";
    }

    private static bool IsLanguageCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '+' or '#' or '-' or '.' or '_';
}
