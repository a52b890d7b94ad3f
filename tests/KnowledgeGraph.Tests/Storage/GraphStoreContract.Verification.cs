using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Commands;
using KnowledgeGraph.Storage;
using Xunit;
using static KnowledgeGraph.Tests.Support.Make;

namespace KnowledgeGraph.Tests.Storage;

public abstract partial class GraphStoreContract
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task A_change_of_the_content_ends_a_verification_whoever_makes_it(bool isImport)
    {
        await CommitAsync(new CreateNode(Node("document:guide", ("body", Text("text")))));
        await SetAsync(("maturity", Maturity("VERIFIED")), ("verifiedUntil", PropertyValue.InstantFromTicks(Start)));
        await SetAsync(("score", PropertyValue.Integer(5)));
        Assert.Equal(
        [
            GraphText.Of(Node("document:guide", ("body", Text("text")), ("maturity", Maturity("VERIFIED")),
                ("score", PropertyValue.Integer(5)), ("verifiedUntil", PropertyValue.InstantFromTicks(Start)),
                ("verifiedHash", Text(HashOf("text"))), ("verifiedFrom", Maturity("RAW")))),
        ], await ScanAsync());

        await SetAsync(("body", Text("other")), ("maturity", Maturity("VERIFIED")));
        var ended = Node("document:guide", ("body", Text("other")), ("score", PropertyValue.Integer(5)),
            ("verifiedHash", Text(HashOf("text"))), ("verifiedFrom", Maturity("RAW")));
        Assert.Equal([GraphText.Of(ended)], await ScanAsync());
        Assert.Equal($"put {GraphText.Of(ended)}", GraphText.Of((await LogAsync())[^1].Changes.Single()));

        async Task SetAsync(params (string, PropertyValue)[] properties)
        {
            var said = Bare("document:guide", properties);
            await CommitAsync(isImport ? new UpsertNode(said, SetOf(said)) : new UpdateNode(said, SetOf(said)));
        }
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_document_is_not_created_as_verified_under_the_hash_of_another_content(bool isImport)
    {
        var said = Node("document:guide", ("body", Text("other")), ("maturity", Maturity("VERIFIED")),
            ("verifiedHash", Text(HashOf("text"))));
        await CommitAsync(isImport ? new UpsertNode(said, SetOf(said)) : new CreateNode(said));
        var ended = Node("document:guide", ("body", Text("other")), ("maturity", Maturity("DISTILLED")),
            ("verifiedHash", Text(HashOf("text"))));
        Assert.Equal([GraphText.Of(ended)], await ScanAsync());
        // Said again, it is no truer.
        var again = await OutcomeAsync(new UpsertNode(said, SetOf(said)));
        Assert.Equal(OutcomeKind.Unchanged, again.Kind);
    }

    private static PropertyValue Maturity(string name) =>
        PropertyValue.Enumeration(NodeKinds.MaturityValues.Index().First(it => it.Item == name).Index);

    private static string HashOf(string body) =>
        Verification.HashOf(Node("document:guide", ("body", Text(body))).Values);
}
