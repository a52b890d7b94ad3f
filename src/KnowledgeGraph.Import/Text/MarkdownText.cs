using System.Text;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace KnowledgeGraph.Import.Text;

/// <summary>What a page of Markdown says about itself: its title, its first paragraph, what it links to.</summary>
internal static class MarkdownText
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().Build();

    /// <summary>
    /// Parses; what is nested beyond all use (which the parser refuses) counts as a page without structure.
    /// </summary>
    public static MarkdownDocument Parse(string markdown)
    {
        try
        {
            return Markdown.Parse(markdown, Pipeline);
        }
        catch (ArgumentException)
        {
            return [];
        }
    }

    /// <summary>The text of the first heading; null where there is none.</summary>
    public static string? TitleOf(MarkdownDocument page)
    {
        var heading = page.Descendants<HeadingBlock>().FirstOrDefault();
        return heading is null ? null : TextOf(heading.Inline);
    }

    /// <summary>The first paragraph that holds words, as plain text: a row of badges is none.</summary>
    public static string? FirstParagraphOf(MarkdownDocument page) =>
        page.OfType<ParagraphBlock>()
            .Select(paragraph => TextOf(paragraph.Inline))
            .FirstOrDefault(text => text is not null);

    /// <summary>Where the links of the page lead, images not among them.</summary>
    public static IEnumerable<string> LinksOf(MarkdownDocument page) =>
        page.Descendants<LinkInline>().Where(link => !link.IsImage).Select(link => link.Url ?? "");

    // Words of links and emphasis belong to the text, those of images do not.
    private static string? TextOf(ContainerInline? inlines)
    {
        if (inlines is null) return null;
        var text = new StringBuilder();
        Append(inlines, text);
        var line = CleanText.Of(text.ToString()).Trim();
        return line.Length > 0 ? line : null;
    }

    private static void Append(ContainerInline container, StringBuilder text)
    {
        foreach (var inline in container)
        {
            switch (inline)
            {
                case LiteralInline literal: text.Append(literal.Content.AsSpan()); break;
                case CodeInline code: text.Append(code.Content); break;
                case HtmlEntityInline entity: text.Append(entity.Transcoded.AsSpan()); break;
                case LineBreakInline: text.Append(' '); break;
                case LinkInline { IsImage: true }: break;
                case ContainerInline inner: Append(inner, text); break;
                default: break;
            }
        }
    }
}
