using KnowledgeGraph.Api.Contribution;
using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.Insights.Sedimentation.Duplicates;

namespace KnowledgeGraph.Api.Sedimentation;

/// <summary>`duplicates`: what says nearly the same. A cursor is a similarity and an id.</summary>
internal static class DuplicateResolvers
{
    private const char List = 'D';

    public static void Register(ExecutableSchemaBuilder schema)
    {
        schema.Object<Root>("Query")
            .EachObject<PlainConnection<DuplicatePair>>("duplicates", (_, context) => Read(context));
        schema.Object<DuplicatePair>("DuplicatePair")
            .EachObject<int>("document", (pair, _) => pair.Document)
            .EachObject<int>("original", (pair, _) => pair.Original)
            .Each("similarity", (pair, _) => pair.Similarity)
            .Each("textLikeness", (pair, _) => pair.TextLikeness)
            .Each("titleLikeness", (pair, _) => pair.TitleLikeness);
        ReceiptResolvers.RegisterConnection<DuplicatePair>(schema, "DuplicatePair");
    }

    private static PlainConnection<DuplicatePair> Read(FieldContext context)
    {
        var ids = context.Reader().Ids;
        var all = NearDuplicates.Of(context.Reader());
        var skip = 0;
        if (context.String("after") is { } after)
        {
            var (bits, _, id) = PlainCursor.Read(List, after);
            skip = all.Count(pair => IsUntil(pair, BitConverter.Int64BitsToDouble(bits), id));
        }

        return PlainConnection<DuplicatePair>.Of(
            all, skip, ContributionArguments.First(context), pair => pair,
            pair => PlainCursor.Write(
                List, BitConverter.DoubleToInt64Bits(pair.Similarity), 0, ids.String(pair.Document)!));

        bool IsUntil(DuplicatePair pair, double similarity, string id) => pair.Similarity > similarity
            || (pair.Similarity == similarity && string.CompareOrdinal(ids.String(pair.Document), id) <= 0);
    }
}
