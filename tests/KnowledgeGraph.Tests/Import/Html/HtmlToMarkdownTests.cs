using KnowledgeGraph.Import.Html;
using Xunit;

namespace KnowledgeGraph.Tests.Import.Html;

public class HtmlToMarkdownTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("  \n ", "")]
    [InlineData("plain", "plain")]
    [InlineData("<p>one</p>\n\n<p>two\nlines</p>", "one\n\ntwo lines")]
    [InlineData("<p></p><p> </p><p>x</p>", "x")]
    [InlineData("a &amp; b &lt; c &copy; &#x4e2d;", "a & b < c © 中")]
    [InlineData("text<p>block</p>text", "text\n\nblock\n\ntext")]
    [InlineData("<h1>A</h1><h3>B <em>c</em></h3>", "# A\n\n### B *c*")]
    [InlineData("<p>a<br>b<br/>\nc<br></p>", "a\\\nb\\\nc")]
    [InlineData("<p>x</p><hr><p>y</p>", "x\n\n---\n\ny")]
    [InlineData("<div><div>x</div><section>y</section></div>", "x\n\ny")]
    public void Paragraphs_headings_breaks_and_entities(string html, string markdown) => AssertIs(markdown, html);

    [Theory]
    [InlineData("<em>a</em> <strong>b</strong> <i>c</i> <b>d</b>", "*a* **b** *c* **d**")]
    [InlineData("x<em> a </em>y", "x *a* y")]
    [InlineData("<strong></strong>x<em> </em>y", "x y")]
    [InlineData("<s>a</s> <del>b</del> <strike>c</strike>", "~~a~~ ~~b~~ ~~c~~")]
    [InlineData("H<sub>2</sub>O x<sup>2</sup> <kbd>Ctrl</kbd>", "H<sub>2</sub>O x<sup>2</sup> <kbd>Ctrl</kbd>")]
    [InlineData("<strong><em>a</em></strong>", "***a***")]
    [InlineData("<code>a*b</code>", "`a*b`")]
    [InlineData("<code>`x`</code>", "`` `x` ``")]
    [InlineData("<code>a\nb</code>", "`a b`")]
    [InlineData("<unknown>a</unknown>", "a")]
    public void Emphasis_and_code_within_a_line(string html, string markdown) => AssertIs(markdown, html);

    [Theory]
    [InlineData("<a href=\"https://x.org/a?b=1&amp;c=2\">t</a>", "[t](https://x.org/a?b=1&c=2)")]
    [InlineData("<a href=\"https://x.org\">https://x.org</a>", "<https://x.org>")]
    [InlineData("<a href=\"/q/1\">t</a>", "[t](https://site.org/q/1)")]
    [InlineData("<a href=\"//x.org/a\">t</a>", "[t](https://x.org/a)")]
    [InlineData("<a href=\"https://x.org/a_(b)\">t</a>", "[t](<https://x.org/a_(b)>)")]
    [InlineData("<a href=\"mailto:a@b.c\">t</a>", "[t](mailto:a@b.c)")]
    [InlineData("<a href=\"javascript:alert(1)\">t</a>", "t")]
    [InlineData("<a href=\"java&#10;script:alert(1)\">t</a>", "t")]
    [InlineData("<a href=\"data:text/html,x\">t</a>", "t")]
    [InlineData("<a>t</a>", "t")]
    [InlineData("<a href=\"https://x.org\"></a>", "")]
    [InlineData("<img src=\"https://x.org/i.png\" alt=\"an image\">", "![an image](https://x.org/i.png)")]
    [InlineData("<img src=\"data:image/png;base64,AA\" alt=\"a\">", "")]
    [InlineData("<a href=\"https://x.org\"><img src=\"https://x.org/i.png\"></a>",
        "[![](https://x.org/i.png)](https://x.org)")]
    public void Links_and_images_lead_somewhere_or_are_text(string html, string markdown) => AssertIs(markdown, html);

    [Theory]
    [InlineData("<ul><li>a</li><li>b</li></ul>", "- a\n- b")]
    [InlineData("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b")]
    [InlineData("<ol start=\"9\"><li>a</li><li>b</li></ol>", "9. a\n10. b")]
    [InlineData("<ul>\n<li><p>a</p></li>\n<li><p>b</p></li>\n</ul>", "- a\n\n- b")]
    [InlineData("<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>", "- a\n  - b\n  - c\n- d")]
    [InlineData("<ol><li>a<ol><li>b</li></ol></li></ol><p>x</p>", "1. a\n   1. b\n\nx")]
    [InlineData("<ul><li><p>a</p><p>b</p></li></ul>", "- a\n\n  b")]
    [InlineData("<ul><li><pre><code>x\n\ny</code></pre></li></ul>", "- ```\n  x\n\n  y\n  ```")]
    [InlineData("<ul><li></li><li>b</li></ul>", "-\n- b")]
    [InlineData("<blockquote><p>a</p><p>b</p></blockquote><p>c</p>", "> a\n>\n> b\n\nc")]
    [InlineData("<p>x</p><blockquote><ul><li>a</li></ul></blockquote>", "x\n\n> - a")]
    [InlineData("<ul><li><blockquote>a</blockquote></li></ul>", "- > a")]
    [InlineData("<blockquote><blockquote>a</blockquote>b</blockquote>", "> > a\n>\n> b")]
    [InlineData("<dl><dt>t</dt><dd>d</dd></dl>", "**t**\n\nd")]
    public void Lists_and_quotes_nest(string html, string markdown) => AssertIs(markdown, html);

    [Theory]
    [InlineData("<pre><code>a &lt; b\n  *c*\n\n\nd\n</code></pre>", "```\na < b\n  *c*\n\n\nd\n```")]
    [InlineData("<pre class=\"lang-py prettyprint\"><code>x = 1</code></pre>", "```py\nx = 1\n```")]
    [InlineData("<pre><code class=\"language-c++\">x</code></pre>", "```c++\nx\n```")]
    [InlineData("<pre>```\nx\n```</pre>", "````\n```\nx\n```\n````")]
    [InlineData("<pre></pre>x", "x")]
    public void Code_blocks_keep_their_text(string html, string markdown) => AssertIs(markdown, html);

    [Theory]
    [InlineData("$a_1 * b_2$ and a_1 *x*", "$a_1 * b_2$ and a_1 \\*x\\*")]
    [InlineData("$$\\begin{bmatrix} a &amp; b \\\\ c\\end{bmatrix}$$",
        "$$\\begin{bmatrix} a & b \\\\ c\\end{bmatrix}$$")]
    [InlineData("\\begin{align} a_*b \\\\ c \\end{align}", "\\begin{align} a_*b \\\\ c \\end{align}")]
    [InlineData("costs $5, or *more*", "costs $5, or \\*more\\*")]
    [InlineData("$|\\psi\\rangle$ [x](y)", "$|\\psi\\rangle$ \\[x](y)")]
    public void Mathematics_stays_as_it_is(string html, string markdown) => AssertIs(markdown, html);

    [Theory]
    [InlineData("2 * 3 and snake_case", "2 * 3 and snake_case")]
    [InlineData("<p># no heading</p>", "\\# no heading")]
    [InlineData("<p>1. no list</p>", "1\\. no list")]
    [InlineData("<p>- no list</p>", "\\- no list")]
    [InlineData("<p>&gt; no quote</p>", "\\> no quote")]
    [InlineData("&lt;b&gt; a &lt; b", "\\<b> a < b")]
    [InlineData("&amp;lt; AT&amp;T;", "\\&lt; AT\\&T;")]
    [InlineData("`tick`", "\\`tick\\`")]
    [InlineData("_x_ \\* C:\\dir", "\\_x\\_ \\\\\\* C:\\dir")]
    [InlineData("[1] and a[i]", "[1] and a[i]")]
    public void Text_that_looks_like_Markdown_is_escaped_and_no_other(string html, string markdown) =>
        AssertIs(markdown, html);

    [Theory]
    [InlineData("<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>x|y</td></tr></table>",
        "| a | b |\n| --- | --- |\n| 1 | x\\|y |")]
    [InlineData("<table><tbody><tr><td>1</td></tr><tr><td>2</td><td>3</td></tr></tbody></table>",
        "| | |\n| --- | --- |\n| 1 | |\n| 2 | 3 |")]
    [InlineData("<table></table>x", "x")]
    public void Tables(string html, string markdown) => AssertIs(markdown, html);

    [Theory]
    [InlineData("a<script>alert(1)</script>b<style>p{}</style>", "ab")]
    [InlineData("<iframe src=x></iframe><p onclick=x>a</p><object>o</object>", "a")]
    [InlineData("<!-- c -->a<svg><script>x</script></svg>", "a")]
    [InlineData("<p>a<p>b</div></em>c", "a\n\nbc")]
    [InlineData("<em>a", "*a*")]
    [InlineData("<", "<")]
    [InlineData("a\u0001b&#1;c", "abc")]
    public void Dangerous_and_broken_HTML(string html, string markdown) => AssertIs(markdown, html);

    [Theory]
    [InlineData("<b>")]
    [InlineData("<ul><li>")]
    [InlineData("<blockquote>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<a href=x><p>")]
    public void A_hundred_thousand_levels_are_survived(string open)
    {
        var html = string.Concat(Enumerable.Repeat(open, 100_000 / open.Length)) + "core";
        Assert.Contains("core", new HtmlToMarkdown().Convert(html), StringComparison.Ordinal);
    }

    private static void AssertIs(string markdown, string html) =>
        Assert.Equal(markdown, new HtmlToMarkdown(new Uri("https://site.org/")).Convert(html));
}
