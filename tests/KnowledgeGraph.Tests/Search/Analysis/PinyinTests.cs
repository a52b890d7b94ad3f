using KnowledgeGraph.Search.Analysis;
using Xunit;

namespace KnowledgeGraph.Tests.Search.Analysis;

public class PinyinTests
{
    [Theory]
    [InlineData("农业", "nong|n ye|y")]
    [InlineData("農業", "nong|n ye|y")]
    [InlineData("银行", "yin|y xing|x|hang|h|heng")]
    [InlineData("女C语言", "nv|n|ru|r _ yu|y yan|y")]
    [InlineData("C#", "")]
    public void A_title_sounds_as_its_characters_are_read(string text, string tokens) =>
        Assert.Equal(tokens, Drawn.Pinyin(text));

    [Theory]
    [InlineData("nongye", "nong ye")]
    [InlineData("xian", "xian")]
    [InlineData("xi'an", "xi an")]
    [InlineData("zgnyfzyh", "z! g! n! y! f! z! y! h!")]
    [InlineData("nongy", "nong y!")]
    [InlineData("zhon", "zhon*")]
    [InlineData("jiqixuexi", "ji qi xue xi")]
    [InlineData("shuj", "shu j!")]
    [InlineData("lvse", "lv se")]
    [InlineData("a", "")]
    [InlineData("hello", "he l! lo*")]
    [InlineData("iii", "")]
    public void Letters_are_read_as_syllables_and_first_letters(string letters, string slots) =>
        Assert.Equal(slots, string.Join(' ', PinyinReader.Read(letters, isLast: true).Select(slot =>
            slot.Text + (slot.IsInitial ? "!" : slot.IsPrefix && !PinyinTable.IsSyllable(slot.Text) ? "*" : ""))));
}
