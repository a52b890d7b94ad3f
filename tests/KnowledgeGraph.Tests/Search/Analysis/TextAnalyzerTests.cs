using System.Text;
using KnowledgeGraph.Search.Analysis;
using KnowledgeGraph.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace KnowledgeGraph.Tests.Search.Analysis;

public class TextAnalyzerTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("", "")]
    [InlineData("   ... --- !?", "")]
    [InlineData("The quick fox", "the quick fox")]
    [InlineData("Running shoes.", "running|~run shoes|~shoe")]
    [InlineData("don't", "don't")]
    [InlineData("the user’s guide", "the user's|~user guide|~guid")]
    [InlineData("(word)", "word")]
    public void Words_have_their_exact_form_and_their_stem(string text, string tokens) =>
        Assert.Equal(tokens, Drawn.Tokens(text));

    [Theory]
    [InlineData("ＡＢＣ１２", "abc12|.abc|.12")]
    [InlineData("ﬁle", "file")]
    [InlineData("Café naïve", "cafe naive|~naiv")]
    [InlineData("cafe\u0301", "cafe")]
    [InlineData("Straße", "strasse|~strass")]
    [InlineData("ΑΘΉΝΑ", "αθηνα")]
    [InlineData("İstanbul", "istanbul")]
    [InlineData("Й\u0438\u0306", "йй")]
    [InlineData("Ｃ＃", "c")]
    [InlineData("soft\u00adhyphen", "softhyphen")]
    public void Characters_that_look_alike_are_folded(string text, string tokens) =>
        Assert.Equal(tokens, Drawn.Tokens(text));

    [Theory]
    [InlineData("getUserById", "getuserbyid|.get .user .by .id")]
    [InlineData("HTTP2Server", "http2server|.http2|.http|.2 .server")]
    [InlineData("HTTPServer", "httpserver|.http .server")]
    [InlineData("snake_case", "snakecase|snake case")]
    [InlineData("kebab-case", "kebabcase|kebab case")]
    [InlineData("SCREAMING_CASE", "screamingcase|screaming|~scream case")]
    [InlineData("python3", "python3|.python|.3")]
    [InlineData("x86 i18n 2nd 3D", "x86 i18n 2nd 3d")]
    [InlineData("JavaScript GitHub iPhone", "javascript github iphone|~iphon")]
    [InlineData("foo.bar", "foobar|foo bar")]
    [InlineData("std::vector", "std vector")]
    [InlineData("__init__", "init")]
    [InlineData("wi-fi", "wifi|wi fi")]
    [InlineData("gpt-4", "gpt4|gpt 4")]
    public void Identifiers_are_divided_and_kept_whole(string text, string tokens) =>
        Assert.Equal(tokens, Drawn.Tokens(text));

    [Theory]
    [InlineData("C# and C++", "c# and c++")]
    [InlineData("C#8, C++17", "c# 8 c++ 17")]
    [InlineData("F# or Q#", "f# or q#")]
    [InlineData(".NET", ".net")]
    [InlineData("use .NET 8.", "use .net 8")]
    [InlineData("ASP.NET Core", "aspnet|.net|asp net core")]
    [InlineData("node.js", "nodejs|node js")]
    [InlineData("C language, issue #12", "c language|~languag issue|~issu 12")]
    public void Technical_words_keep_their_signs(string text, string tokens) =>
        Assert.Equal(tokens, Drawn.Tokens(text));

    [Theory]
    [InlineData("1.2.3", "1.2.3")]
    [InlineData("v1.2.3", "v1.2.3|.1.2.3")]
    [InlineData("2024-05-01", "2024-05-01")]
    [InlineData("3,000.50", "3,000.50")]
    [InlineData("1.2.3-beta", "1.2.3-beta|1.2.3 beta")]
    [InlineData("at 10:30", "at 10 30")]
    public void Numbers_and_versions_stay_whole(string text, string tokens) =>
        Assert.Equal(tokens, Drawn.Tokens(text));

    [Theory]
    [InlineData("安装简单", "安|&安装 装|&装简 简|&简单 单")]
    [InlineData("使用Python编程", "使|&使用 用 python 编|&编程 程")]
    [InlineData("軟體開發", "软|&软体 体|&体开 开|&开发 发")]
    [InlineData("你好，世界。", "你|&你好 好 世|&世界 界")]
    [InlineData("ｶﾞｲﾄﾞ", "ガ|&ガイ イ|&イド ド")]
    [InlineData("カ\u3099イト\u3099", "ガ|&ガイ イ|&イド ド")]
    [InlineData("한국어", "한|&한국 국|&국어 어")]
    [InlineData("\u1112\u1161\u11ab", "한")]
    [InlineData("C语言", "c 语|&语言 言")]
    [InlineData("𠮷野家", "𠮷|&𠮷野 野|&野家 家")]
    public void Scripts_without_spaces_give_characters_and_pairs(string text, string tokens) =>
        Assert.Equal(tokens, Drawn.Tokens(text));

    [Fact]
    public void A_long_word_is_cut_and_nothing_of_it_is_lost()
    {
        var tokens = new AnalyzedText();
        TextAnalyzer.Analyze(new string('a', 1_000) + " " + new string('é', 1_000), tokens);
        var words = tokens.Tokens.ToArray().Where(token => token.Kind is KnowledgeGraph.Search.Index.TokenKind.Exact);
        Assert.Equal(2_000, words.Sum(token => token.TermLength));
        Assert.All(words, token => Assert.InRange(token.TermLength, 1, TextAnalyzer.TermBytesMax));
    }

    [Fact]
    public void Ten_thousand_words_joined_are_all_there()
    {
        var tokens = new AnalyzedText();
        TextAnalyzer.Analyze(string.Join('_', Enumerable.Repeat("word", 10_000)), tokens);
        Assert.Equal(10_000, tokens.Position);
    }

    [Theory]
    [InlineData("农业 中国农业发展银行")]
    [InlineData("The getUserById of node.js, C++ and ASP.NET 8.0.1-rc.2 for 使用Python3编程 — naïve ﬁles")]
    public void Offsets_lead_back_to_what_was_analyzed(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var tokens = new AnalyzedText();
        TextAnalyzer.Analyze(bytes, tokens);
        foreach (var token in tokens.Tokens)
        {
            if (token.Kind is KnowledgeGraph.Search.Index.TokenKind.Stemmed) continue;
            var again = new AnalyzedText();
            TextAnalyzer.Analyze(bytes.AsSpan(token.Start, token.End - token.Start), again);
            Assert.Contains(tokens.TextOf(token), again.Tokens.ToArray().Select(found => again.TextOf(found)));
        }
    }

    [Fact]
    public void Any_bytes_are_analyzed_and_the_fast_way_agrees_with_the_slow_one()
    {
        var random = new Random(RandomSeed.Next("ANALYSIS_SEED", output));
        string[] pieces =
        [
            "a", "Word", "USER", "x9", "42", "_", "-", ".", ":", "'", "#", "++", " ", ", ", "中", "国文", "カ",
            "ﾞ", "é", "e\u0301", "\u200d", "👍", "\u00ad", "한", "\u1161", "ไทย", "\ufdfa", "\0", "İ",
            "ß", ".NET", "C#", "\r\n",
        ];
        var count = RandomSeed.Count("ANALYSIS_COUNT", 2_000);
        for (var run = 0; run < count; run++)
        {
            var text = string.Concat(
                Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]));
            _ = Drawn.Tokens(text);
            // A character beyond ASCII that is no word sends what stands before it the slow way.
            Assert.Equal(Drawn.Tokens(text), Drawn.Tokens(text.Replace(" ", "\u2003").Replace(", ", "\u2003")));
            var bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            TextAnalyzer.Analyze(bytes, new AnalyzedText());
        }
    }
}
