using KnowledgeGraph.Insights.Curation;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Insights.Sedimentation.Distillation;

/// <summary>Where in a thread something was said. The names are those of the schema.</summary>
public enum OutlineSection
{
    /// <summary>What is asked, or said at first.</summary>
    Question,

    /// <summary>What the accepted answer says, or the one with the most votes.</summary>
    Answer,

    /// <summary>What other answers add.</summary>
    Further,

    /// <summary>What comments have to add or to object.</summary>
    Comment,
}

/// <summary>A sentence of a thread, as it was written there.</summary>
/// <param name="Section">Where.</param>
/// <param name="Text">The sentence.</param>
/// <param name="Source">The document that it stands in, or under which the comment was made.</param>
/// <param name="Author">Who made the comment; null for a document, which has its authors.</param>
/// <param name="SourceId">The id of the document or of the comment.</param>
public sealed record OutlinePoint(OutlineSection Section, string Text, int Source, int? Author, string SourceId);

/// <summary>
/// An outline of what a thread has to say, drawn from its own sentences: those whose words the thread uses most, each
/// of which says something that the ones before did not.
/// </summary>
public static class Outline
{
    private const int AnswersMax = 6;
    private const int CommentsMax = 30;
    private const double LikenessMax = 0.5;

    // How many sentences of each section, by its number.
    private static readonly int[] Most = [2, 4, 4, 2];

    private static readonly Relation Answers = Relations.Of(EdgeType.Answers, EdgeDirection.In, NodeKind.Document);
    private static readonly Relation Comments = Relations.Of(EdgeType.Commented, EdgeDirection.In);

    public static IReadOnlyList<OutlinePoint> Of(GraphReader reader, int thread)
    {
        var said = Read(reader, thread);
        var uses = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in said.SelectMany(it => it.Words)) uses[word] = uses.GetValueOrDefault(word) + 1;
        var chosen = new List<Said>();
        foreach (var section in Enum.GetValues<OutlineSection>())
        {
            var best = said.Where(it => it.Point.Section == section && it.Words.Count > 0)
                .OrderByDescending(it => Weight(it.Words, uses)).ThenBy(it => it.Place);
            var left = Most[(int)section];
            foreach (var one in best)
            {
                if (left == 0) break;
                if (chosen.Any(other => WordSet.Likeness(other.Words, one.Words) > LikenessMax)) continue;
                chosen.Add(one);
                left--;
            }
        }

        return [.. chosen.OrderBy(it => it.Point.Section).ThenBy(it => it.Place).Select(it => it.Point)];
    }

    // The mean of how often the thread says its words, and a little for length: a sentence of two words says little.
    private static double Weight(HashSet<string> words, Dictionary<string, int> uses) =>
        words.Sum(word => Math.Log(1 + uses[word])) / Math.Sqrt(words.Count + 4.0);

    private static List<Said> Read(GraphReader reader, int thread)
    {
        var said = new List<Said>();
        var bodies = reader.Texts(NodeFields.Of(NodeKind.Document, "body"));
        var ids = reader.Ids;
        AddDocument(OutlineSection.Question, thread);
        var answers = AnswersOf(reader, thread);
        for (var at = 0; at < Math.Min(answers.Count, AnswersMax); at++)
            AddDocument(at == 0 ? OutlineSection.Answer : OutlineSection.Further, answers[at]);
        foreach (var document in answers.Take(1).Prepend(thread)) AddComments(document);
        return said;

        void AddDocument(OutlineSection section, int document)
        {
            foreach (var sentence in Sentences.Of(bodies.String(document)))
                Add(new OutlinePoint(section, sentence, document, null, ids.String(document)!));
        }

        void AddComments(int document)
        {
            var texts = reader.EdgeTexts(EdgeType.Commented, "text");
            var left = CommentsMax;
            foreach (var (member, edge) in reader.Follow(Comments, document))
            {
                if (left-- == 0) break;
                foreach (var sentence in Sentences.Of(texts.String(edge)))
                {
                    Add(new OutlinePoint(
                        OutlineSection.Comment, sentence, document, member, reader.EdgeIds.String(edge)!));
                }
            }
        }

        void Add(OutlinePoint point) => said.Add(new Said(point, WordSet.Of(point.Text), said.Count));
    }

    // The accepted one first, then by votes, then by id.
    private static List<int> AnswersOf(GraphReader reader, int thread)
    {
        var accepted = reader.EdgeBooleans(EdgeType.Answers, "accepted");
        var scores = reader.Integers(NodeFields.Of(NodeKind.Document, "score"));
        var answers = new List<(int Document, bool IsAccepted)>();
        foreach (var (answer, edge) in reader.Follow(Answers, thread)) answers.Add((answer, accepted[edge] == 1));
        return
        [
            .. answers.OrderByDescending(it => it.IsAccepted).ThenByDescending(it => scores[it.Document])
                .ThenBy(it => reader.Ids.String(it.Document), StringComparer.Ordinal).Select(it => it.Document),
        ];
    }

    private sealed record Said(OutlinePoint Point, HashSet<string> Words, int Place);
}
