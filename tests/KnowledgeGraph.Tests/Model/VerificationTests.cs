using KnowledgeGraph.Model;
using KnowledgeGraph.Tests.Support;
using Xunit;

namespace KnowledgeGraph.Tests.Model;

/// <summary>What becomes of a document that somebody vouched for when it is written again.</summary>
public class VerificationTests
{
    private static readonly NodeRecord Raw = Document("RAW", ("title", "T"), ("body", "text"));

    private static readonly NodeRecord Verified = Settle(Raw, With(Raw, ("maturity", Maturity("VERIFIED"))));

    [Fact]
    public void Who_says_that_it_is_verified_vouches_for_the_content_as_it_is()
    {
        Assert.Equal("VERIFIED", MaturityOf(Verified));
        Assert.Equal(Verification.HashOf(Raw.Values), Verified["verifiedHash"].AsText());
        Assert.Equal(Maturity("RAW"), Verified["verifiedFrom"]);
    }

    [Theory, InlineData("title"), InlineData("body"), InlineData("media"), InlineData("transcript")]
    public void A_change_of_the_content_ends_it_and_the_maturity_is_again_what_it_was(string property)
    {
        var until = PropertyValue.InstantFromTicks(Make.Start);
        var changed = Settle(
            With(Verified, ("verifiedUntil", until)),
            With(Verified, ("verifiedUntil", until), (property, Make.Text("https://example.org/other"))));
        Assert.Equal("RAW", MaturityOf(changed));
        Assert.True(changed["verifiedUntil"].IsNull);
        Assert.Equal(Verified["verifiedHash"], changed["verifiedHash"]);
    }

    [Fact]
    public void Other_changes_leave_it()
    {
        var seen = With(Verified, ("viewCount", PropertyValue.Integer(7)), ("license", Make.Text("MIT")));
        Assert.Equal(seen.Values, Settle(Verified, seen).Values);
    }

    [Fact]
    public void A_change_of_the_content_that_repeats_the_word_gives_no_new_one() =>
        Assert.Equal("RAW", MaturityOf(Settle(Verified, With(Verified, ("body", Make.Text("other"))))));

    [Fact]
    public void What_was_verified_before_there_were_hashes_ends_in_the_same_way()
    {
        var old = Document("VERIFIED", ("body", "text"));
        Assert.Equal(old.Values, Settle(old, With(old)).Values);
        var changed = Settle(old, With(old, ("body", Make.Text("other"))));
        Assert.Equal("DISTILLED", MaturityOf(changed));
        Assert.Equal(Verification.HashOf(old.Values), changed["verifiedHash"].AsText());
    }

    [Fact]
    public void A_document_that_comes_with_the_hash_of_another_content_is_not_verified()
    {
        Assert.Equal(Verified.Values, Settle(null, Verified).Values);
        Assert.Equal("RAW", MaturityOf(Settle(null, With(Verified, ("body", Make.Text("other"))))));
    }

    [Fact]
    public void Nor_is_it_when_it_comes_a_second_time()
    {
        var tampered = With(Verified, ("body", Make.Text("other")));
        var first = Settle(null, tampered);
        var second = Verification.Settle(NodeKind.Document, first.Values, tampered.Values, ulong.MaxValue);
        Assert.Equal(first.Values, second);
    }

    [Fact]
    public void It_can_be_verified_anew_with_a_new_content_or_with_the_old_one()
    {
        var other = With(Verified, ("body", Make.Text("other")));
        var hash = Make.Text(Verification.HashOf(other.Values));
        var again = With(other, ("verifiedHash", hash));
        Assert.Equal(again.Values, Settle(Verified, again).Values);

        var ended = Settle(Verified, other);
        var back = Settle(ended, With(ended, ("body", Make.Text("text")), ("maturity", Maturity("VERIFIED"))));
        Assert.Equal("VERIFIED", MaturityOf(back));
        Assert.Equal(Verified["verifiedHash"], back["verifiedHash"]);
    }

    [Fact]
    public void Who_takes_the_word_back_leaves_no_trace_of_it()
    {
        var withdrawn = Settle(Verified, With(Verified, ("maturity", Maturity("RAW"))));
        Assert.Equal(Raw.Values, withdrawn.Values);
    }

    [Fact]
    public void Two_contents_have_the_same_hash_only_where_they_are_the_same()
    {
        string[] hashes =
        [
            Verification.HashOf(Document("RAW", ("title", "ab")).Values),
            Verification.HashOf(Document("RAW", ("title", "a"), ("body", "b")).Values),
            Verification.HashOf(Document("RAW", ("body", "ab")).Values),
            Verification.HashOf(Document("RAW", ("title", ""), ("body", "ab")).Values),
        ];
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    private static NodeRecord Document(string maturity, params (string Name, string Text)[] texts) => Make.Node(
        "document:d",
        [("maturity", Maturity(maturity)), .. texts.Select(it => (it.Name, Make.Text(it.Text)))]);

    private static NodeRecord With(NodeRecord node, params (string Name, PropertyValue Value)[] properties)
    {
        PropertyValue[] values = [.. node.Values];
        foreach (var (name, value) in properties) values[NodeKinds.Document[name].Index] = value;
        return node with { Values = values };
    }

    private static NodeRecord Settle(NodeRecord? before, NodeRecord after) =>
        after with
        {
            Values = Verification.Settle(
                NodeKind.Document, before?.Values, after.Values, Verification.SetOf(before?.Values, after.Values)),
        };

    private static PropertyValue Maturity(string name) =>
        PropertyValue.Enumeration(NodeKinds.MaturityValues.Index().First(it => it.Item == name).Index);

    private static string MaturityOf(NodeRecord node) => NodeKinds.MaturityValues[node["maturity"].AsEnumeration()];
}
