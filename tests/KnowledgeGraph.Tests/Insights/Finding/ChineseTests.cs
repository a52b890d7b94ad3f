using Xunit;

namespace KnowledgeGraph.Tests.Insights.Finding;

/// <summary>What other search engines were told that they do not find. Each test names the report.</summary>
public class ChineseTests
{
    // meilisearch#4935, charabia#226, charabia#338
    [Fact]
    public void A_word_is_found_within_a_name_that_a_dictionary_takes_for_one_word()
    {
        var found = new Found("中国农业发展银行", "中国工商银行");
        Assert.Equal("中国农业发展银行", found.Titles("农业"));
        Assert.Equal("中国农业发展银行", found.Titles("农业发展"));
        Assert.Equal("中国农业发展银行", found.Titles("中国农业发展银行"));
        Assert.Equal(2, found.Find("银行").Count);
    }

    // meilisearch#2499
    [Fact]
    public void A_word_is_found_after_another_without_a_space() =>
        Assert.Equal("安装简单", new Found("安装简单", "安装").Titles("简单"));

    // meilisearch#5015: phrase, exclusion and all words
    [Fact]
    public void A_phrase_and_an_exclusion_work_on_chinese()
    {
        var found = new Found("机器学习入门", "学习机器人", "深度学习");
        Assert.Equal("机器学习入门", found.Titles("\"机器学习\""));
        Assert.Equal("机器学习入门 | 深度学习", Sorted(found.Titles("学习 -机器人")));
        Assert.Equal("机器学习入门", found.Titles("机器 学习 -学习机器"));
    }

    // meilisearch#1714
    [Fact]
    public void A_phrase_of_characters_holds_their_order() =>
        Assert.Equal("上海自来水", new Found("上海自来水", "水来自海上").Titles("“自来水”"));

    // meilisearch#2091: what stands after a sign is marked, too
    [Fact]
    public void What_follows_a_sign_is_marked() =>
        Assert.Equal("你好,<mark>世界</mark>!", new Found("你好,世界!").Marked("世界"));

    // elasticsearch#27638: neighbours are not glued to what was found
    [Fact]
    public void Only_what_was_found_is_marked() =>
        Assert.Equal("中国<mark>农业</mark>发展", new Found("中国农业发展").Marked("农业"));

    // tantivy#718: the query is divided as the text was
    [Theory]
    [InlineData("東京都")]
    [InlineData("京都")]
    [InlineData("東京")]
    public void A_query_is_divided_as_texts_are(string query) =>
        Assert.Equal("東京都庁", new Found("東京都庁", "大阪府").Titles(query));

    // paperless-ngx PR 14156: pairs stand within the tree, so that NOT holds
    [Fact]
    public void An_exclusion_holds_beside_pairs_and_alternatives()
    {
        var found = new Found("发票 2023", "发票 2024", "合同 2024");
        Assert.Equal("发票 2023", found.Titles("发票 -2024"));
        Assert.Equal("发票 2023 | 合同 2024", Sorted(found.Titles("(发票 OR 合同) -\"发票 2024\"")));
    }

    [Theory]
    [InlineData("软件", "軟件工程")]
    [InlineData("軟件", "軟件工程")]
    [InlineData("ｸﾗｽ", "クラス設計")]
    [InlineData("使用python编程", "使用Python编程")]
    [InlineData("python", "使用Python编程")]
    [InlineData("한국", "한국어 문서")]
    public void Ways_to_write_the_same_are_one(string query, string title)
    {
        var found = new Found("軟件工程", "クラス設計", "使用Python编程", "한국어 문서");
        Assert.Equal(title, found.Titles(query));
    }

    [Theory]
    [InlineData("nongye", "中国农业发展银行")]
    [InlineData("zgnyfzyh", "中国农业发展银行")]
    [InlineData("jiqixuexi", "机器学习")]
    [InlineData("jqxx", "机器学习")]
    public void A_title_is_found_by_its_sound(string query, string title) =>
        Assert.Equal(title, new Found("中国农业发展银行", "机器学习", "前端").Titles(query));

    [Theory]
    [InlineData("nongy")]
    [InlineData("nong")]
    [InlineData("中国农")]
    public void A_title_is_found_while_it_is_typed(string typed) =>
        Assert.Equal("中国农业", new Found("中国农业", "大海").Titles(typed, isTyping: true));

    private static string Sorted(string titles) =>
        string.Join(" | ", titles.Split(" | ").Order(StringComparer.Ordinal));
}
