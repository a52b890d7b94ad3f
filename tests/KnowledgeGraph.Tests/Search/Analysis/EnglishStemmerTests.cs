using System.Text;
using KnowledgeGraph.Search.Analysis;
using Xunit;

namespace KnowledgeGraph.Tests.Search.Analysis;

/// <summary>Words of the vocabulary published with the algorithm, with the stems published for them.</summary>
public class EnglishStemmerTests
{
    [Theory]
    [InlineData("consign consigned consigning consignment", "consign")]
    [InlineData("consist consisted consistency consistent consistently consisting consists", "consist")]
    [InlineData("consolation consolations console consoled consoles consolingly", "consol")]
    [InlineData("conspicuous conspicuously conspire", "conspicu conspicu conspir")]
    [InlineData("knack knackeries knacks knag knave knaves knavish", "knack knackeri knack knag knave knave knavish")]
    [InlineData("kneaded kneading knee kneel kneeled knees", "knead knead knee kneel kneel knee")]
    [InlineData("skis skies sky dying lying tying", "ski sky sky die lie tie")]
    [InlineData("idly gently ugly early only singly", "idl gentl ugli earli onli singl")]
    [InlineData("news howe atlas cosmos bias andes", "news howe atlas cosmos bias andes")]
    [InlineData("inning innings outing evening", "inning inning outing evening")]
    [InlineData("proceed exceed succeed", "proceed exceed succeed")]
    [InlineData("generate general generic communication arsenal", "generat general generic communic arsenal")]
    [InlineData("universe universal university organ organization", "univers universal universiti organ organiz")]
    [InlineData("past paste pasted international", "past paste paste internat")]
    [InlineData("hopping hoped hoping luxuriated egging adding", "hop hope hope luxuri egg add")]
    [InlineData("cry by say happy", "cri by say happi")]
    [InlineData("rational operation vietnamization sensibility geologist", "ration oper vietnam sensibl geolog")]
    [InlineData("triplicate electrical hopeful goodness formative", "triplic electr hope good format")]
    [InlineData("revival allowance inference adoption controller", "reviv allow infer adopt control")]
    [InlineData("user's users' 'tis", "user user tis")]
    [InlineData("owed owing as a is", "owe owe as a is")]
    public void A_word_has_the_published_stem(string words, string stems)
    {
        var expected = stems.Split(' ');
        var split = words.Split(' ');
        Assert.Equal(
            expected.Length == 1 ? Enumerable.Repeat(stems, split.Length) : expected, split.Select(Stem));
    }

    [Fact]
    public void A_published_vocabulary_is_stemmed_as_published()
    {
        var folder = Environment.GetEnvironmentVariable("SNOWBALL_ENGLISH");
        if (folder is null) return;
        var words = File.ReadAllLines(Path.Combine(folder, "voc.txt"));
        var stems = File.ReadAllLines(Path.Combine(folder, "output.txt"));
        Assert.Equal(stems, words.Select(Stem));
    }

    private static string Stem(string word)
    {
        var bytes = Encoding.ASCII.GetBytes(word);
        return Encoding.ASCII.GetString(bytes, 0, EnglishStemmer.Stem(bytes));
    }
}
