using System.Text;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.Benchmarks.GraphQL;

/// <summary>
/// A community in arrays, as a read model would hold it: texts as finished JSON tokens in blobs, neighbours in
/// compressed sparse rows, nodes as ordinals. The same shape and size of answer as the real data: about 377 kB for
/// 20 topics with 50 documents each, with authors and topics.
/// </summary>
internal sealed class SyntheticGraph
{
    public const string Query = """
        query Topics($first: Int!) {
          topics(first: 20) {
            nodes {
              id
              name
              documents(first: $first) {
                nodes {
                  id
                  title
                  score
                  createdAt
                  authors { id displayName }
                  topics { id name }
                }
              }
            }
          }
        }
        """;

    private const string Sdl = """
        type Query { topics(first: Int!): TopicConnection! node(id: ID!): Node document(id: ID!): Document }
        interface Node { id: ID! }
        type TopicConnection { nodes: [Topic!]! totalCount: Int! }
        type DocumentConnection { nodes: [Document!]! totalCount: Int! }
        type Topic implements Node { id: ID! name: String! documents(first: Int): DocumentConnection! }
        type Document implements Node {
          id: ID! title: String! score: Int! createdAt: DateTime! authors: [Member!]! topics: [Topic!]!
        }
        type Member implements Node { id: ID! displayName: String! }
        scalar DateTime
        """;

    private const int Topics = 200;
    private const int Documents = 12_000;
    private const int Members = 3_000;

    private readonly TextColumn _topicIds = new(Topics, at => $"topic:subject-{at}");
    private readonly TextColumn _topicNames = new(Topics, at => $"subject-{at}");
    private readonly TextColumn _documentIds = new(Documents, at => $"document:qc.se/{at}");
    private readonly TextColumn _titles = new(Documents, at =>
        $"How does the number {at} behave under a {"unitary transformation of the register"[..(5 + (at % 33))]}?");

    private readonly TextColumn _memberIds = new(Members, at => $"member:qc.se/{at}");
    private readonly TextColumn _names = new(Members, at => $"Member {at}");
    private readonly int[] _scores = [.. Enumerable.Range(0, Documents).Select(at => at % 90)];
    private readonly long[] _createdAt =
        [.. Enumerable.Range(0, Documents).Select(at => new DateTime(2018, 3, 12).AddMinutes(at * 173).Ticks)];

    private readonly Neighbours _authors = new(Documents, at => 1 + (at % 5 == 0 ? 1 : 0), Members);
    private readonly Neighbours _documentTopics = new(Documents, at => 1 + (at % 4), 20);
    private readonly Neighbours _topicDocuments = new(Topics, at => 50 + (at % 20), Documents);

    public GraphQLExecutor BuildExecutor()
    {
        var schema = SchemaBuilder.Build([new Source(Sdl)]);
        var builder = new ExecutableSchemaBuilder();
        builder.Object<Root>("Query")
            .EachObject<Page>("topics", (_, context) => new Page(-1, context.Int32("first") ?? 0))
            .EachObject<int>("node", (_, _) => null)
            .EachObject<int>("document", (_, context) => int.Parse(context.String("id")!.AsSpan()[15..]));
        builder.Abstract<int>("Node", ["Topic", "Document", "Member"], (_, types, _) => types.Clear());
        builder.Object<Page>("TopicConnection")
            .List<int>("nodes", (parents, results, _) =>
            {
                foreach (var page in parents)
                {
                    var rows = results.Append(page.Count);
                    for (var row = 0; row < rows.Length; row++) rows[row] = row;
                }
            })
            .Each("totalCount", (_, _) => Topics);
        builder.Object<Page>("DocumentConnection")
            .List<int>("nodes", (parents, results, _) =>
            {
                foreach (var page in parents) results.Append(_topicDocuments.Of(page.Of)[..page.Count]);
            })
            .Each("totalCount", (page, _) => _topicDocuments.Of(page.Of).Length);
        builder.Object<int>("Topic")
            .Leaf("id", _topicIds.Fill)
            .Leaf("name", _topicNames.Fill)
            .Object<Page>("documents", (parents, results, context) =>
            {
                var first = context.Int32("first") ?? 20;
                var rows = results.Rows();
                for (var row = 0; row < rows.Length; row++) rows[row] = new Page(parents[row], first);
            });
        builder.Object<int>("Member").Leaf("id", _memberIds.Fill).Leaf("displayName", _names.Fill);
        RegisterDocument(builder);
        var built = builder.Build(schema.Schema!);
        return new GraphQLExecutor(built.Schema ?? throw new InvalidOperationException(built.Report()));
    }

    private void RegisterDocument(ExecutableSchemaBuilder builder) => builder.Object<int>("Document")
        .Leaf("id", _documentIds.Fill)
        .Leaf("title", _titles.Fill)
        .Leaf("score", (parents, results, _) =>
        {
            var values = results.Int32s();
            for (var row = 0; row < parents.Length; row++) values[row] = _scores[parents[row]];
        })
        .Leaf("createdAt", (parents, results, _) =>
        {
            var values = results.Instants();
            for (var row = 0; row < parents.Length; row++) values[row] = _createdAt[parents[row]];
        })
        .List<int>("authors", _authors.Fill)
        .List<int>("topics", _documentTopics.Fill);

    /// <summary>A page of a connection: whose, and how many.</summary>
    private readonly record struct Page(int Of, int Count);

    private sealed class TextColumn
    {
        private readonly byte[][] _blobs;
        private readonly TextSlice[] _slices;

        public TextColumn(int count, Func<int, string> text)
        {
            _slices = new TextSlice[count];
            var blob = new List<byte>();
            for (var at = 0; at < count; at++)
            {
                var token = Encoding.UTF8.GetBytes($"\"{text(at)}\"");
                _slices[at] = new TextSlice(0, blob.Count, token.Length);
                blob.AddRange(token);
            }

            _blobs = [[.. blob]];
        }

        public void Fill(ReadOnlySpan<int> parents, LeafColumn results, FieldContext context)
        {
            var texts = results.Texts(_blobs);
            for (var row = 0; row < parents.Length; row++) texts[row] = _slices[parents[row]];
        }
    }

    private sealed class Neighbours
    {
        private readonly int[] _offsets;
        private readonly int[] _targets;

        public Neighbours(int count, Func<int, int> degree, int targets)
        {
            var random = new Random(17);
            _offsets = new int[count + 1];
            for (var at = 0; at < count; at++) _offsets[at + 1] = _offsets[at] + degree(at);
            _targets = [.. Enumerable.Range(0, _offsets[count]).Select(_ => random.Next(targets))];
        }

        public ReadOnlySpan<int> Of(int node) => _targets.AsSpan(_offsets[node]..(_offsets[node + 1]));

        public void Fill(ReadOnlySpan<int> parents, ListColumn<int> results, FieldContext context)
        {
            foreach (var parent in parents) results.Append(Of(parent));
        }
    }
}
