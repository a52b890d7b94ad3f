using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using KnowledgeGraph.Search.Analysis;
using KnowledgeGraph.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace KnowledgeGraph.Tests.Search.Analysis;

public class WordBreakerTests(ITestOutputHelper output)
{
    // The character sequences of UAX #29 and of its test file that show one rule each.
    [Theory]
    [InlineData("can't", "can't")]
    [InlineData("can’t", "can’t")]
    [InlineData("3a a3", "3a÷ ÷a3")]
    [InlineData("3.2 a.b 3.a", "3.2÷ ÷a.b÷ ÷3÷.÷a")]
    [InlineData("a,b 1,2", "a÷,÷b÷ ÷1,2")]
    [InlineData("a_b__1", "a_b__1")]
    [InlineData("a\r\nb", "a÷\r\n÷b")]
    [InlineData("a  b", "a÷  ÷b")]
    [InlineData("a\u0308 b", "a\u0308÷ ÷b")]
    [InlineData("a\u00ad.b", "a\u00ad.b")]
    [InlineData("a''b", "a÷'÷'÷b")]
    [InlineData("\u05d0\"\u05d1 \u05d0'", "\u05d0\"\u05d1÷ ÷\u05d0'")]
    [InlineData("カタ ひら", "カタ÷ ÷ひ÷ら")]
    [InlineData("中国", "中÷国")]
    [InlineData("🇨🇳🇫🇷🇩🇪", "🇨🇳÷🇫🇷÷🇩🇪")]
    [InlineData("👨\u200d👩\u200d👧!", "👨\u200d👩\u200d👧÷!")]
    public void A_text_breaks_where_the_standard_says(string text, string expected) =>
        Assert.Equal(expected, string.Join('÷', Segments(text)));

    // The file of the Unicode Character Database 15.0, as it is published; lines are "÷ 0061 × 0308 ÷". Its sample
    // of a pictograph, U+2701, is none any more in the version of the tables; U+2702 is one in both.
    [Fact]
    public void The_samples_of_the_standard_break_as_it_says()
    {
        var file = Repository.PathOf("tests/KnowledgeGraph.Tests/Search/Analysis/WordBreakTest.txt");
        var samples = File.ReadLines(file).Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0)
            .ToArray();
        Assert.True(samples.Length > 1_800);
        foreach (var sample in samples)
        {
            string[] expected =
            [
                .. sample.Replace("2701", "2702", StringComparison.Ordinal)
                    .Split('÷', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(segment => string.Concat(segment.Split(
                        '×', StringSplitOptions.TrimEntries).Select(hex => char.ConvertFromUtf32(
                            int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture))))),
            ];
            Assert.True(expected.SequenceEqual(Segments(string.Concat(expected))), sample);
        }
    }

    [NodeFact]
    public void Random_texts_break_where_ICU_breaks_them()
    {
        var random = new Random(RandomSeed.Next("WORD_BREAK_SEED", output));
        // ICU takes a colon for no part of a word, and knows words of scripts without spaces; the standard does not.
        string[] pieces =
        [
            "a", "Z", "é", "я", "\u05d0", "\u0627", "1", "٣", "_", "\u203f", ".", ",", ";", "'", "\"", "’", "·",
            "-", " ", "\u2003", "\r", "\n", "\u0308", "\u00ad", "\u200d", "👍", "☺", "🇫",
            "#", "+", "\u2060", "\u180e", "𝟞",
        ];
        var texts = Enumerable.Range(0, RandomSeed.Count("WORD_BREAK_COUNT", 3_000)).Select(_ => string.Concat(
            Enumerable.Range(0, random.Next(1, 12)).Select(_ => pieces[random.Next(pieces.Length)]))).ToArray();
        var expected = NodeFactAttribute.Run(
            "const s = new Intl.Segmenter('en', { granularity: 'word' });"
            + "console.log(JSON.stringify(JSON.parse(require('fs').readFileSync(0)).map("
            + "t => [...s.segment(t)].map(x => x.segment).join('\\u00f7'))))",
            texts);
        for (var i = 0; i < texts.Length; i++) Assert.Equal(expected[i], string.Join('÷', Segments(texts[i])));
    }

    [NodeFact]
    public void Characters_fold_as_their_normal_form_does()
    {
        var texts = Enumerable.Range(0x80, 0xD800 - 0x80).Concat(Enumerable.Range(0xF900, 0xFFFE - 0xF900))
            .Select(char.ConvertFromUtf32).ToArray();
        var forms = NodeFactAttribute.Run(
            "console.log(JSON.stringify(JSON.parse(require('fs').readFileSync(0)).map(t => t.normalize('NFKC'))))",
            texts);
        for (var i = 0; i < texts.Length; i++) Assert.Equal(Fold(forms[i]), Fold(texts[i]));
    }

    private static string Fold(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var folded = new byte[(bytes.Length + 1) * CharacterFolding.GrowthMax];
        return Encoding.UTF8.GetString(folded, 0, CharacterFolding.Fold(bytes, folded));
    }

    private static IEnumerable<string> Segments(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var start = 0; start < bytes.Length;)
        {
            var end = WordBreaker.Next(bytes, start);
            yield return Encoding.UTF8.GetString(bytes, start, end - start);
            start = end;
        }
    }
}

/// <summary>A test that asks node, which has the tables of ICU; skipped where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!folders.Any(folder => File.Exists(Path.Combine(folder, "node")))) Skip = "node is not on the PATH.";
    }

    /// <summary>What a script makes of an array of texts, both as JSON.</summary>
    public static string[] Run(string script, string[] texts)
    {
        var start = new ProcessStartInfo("node", ["-e", script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var node = Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
        node.StandardInput.Write(JsonSerializer.Serialize(texts));
        node.StandardInput.Close();
        return JsonSerializer.Deserialize<string[]>(node.StandardOutput.ReadToEnd())!;
    }
}
