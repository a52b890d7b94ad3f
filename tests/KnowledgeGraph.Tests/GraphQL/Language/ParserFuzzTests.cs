using System.Text;
using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.Tests.Support;
using Xunit;
using Xunit.Abstractions;

namespace KnowledgeGraph.Tests.GraphQL.Language;

/// <summary>Whatever comes, parsing gives a document or an error. More with GRAPHQL_FUZZ_CASES.</summary>
public sealed class ParserFuzzTests(ITestOutputHelper output)
{
    private const int CasesDefault = 5_000;

    [Fact]
    public void Mutated_and_random_bytes_give_a_document_or_one_error_and_never_throw()
    {
        var seed = RandomSeed.Next("GRAPHQL_FUZZ_SEED", output);
        var random = new Random(seed);
        for (var count = RandomSeed.Count("GRAPHQL_FUZZ_CASES", CasesDefault); count > 0; count--)
        {
            var bytes = Bytes(random);
            var result = Parser.Parse(new Source(bytes));

            Assert.True(
                result.Document is null != result.Error is null, $"Seed {seed}: {Convert.ToHexString(bytes)}");
            if (result.Error is { } error) AssertInside(error.Locations[0], bytes);
            else AssertReadsBack(result.Document!);
        }
    }

    private static byte[] Bytes(Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(DocumentMutation.Of(random, SampleDocument.Any(random)));
        switch (random.Next(4))
        {
            case 0:
                for (var flips = random.Next(1, 5); flips > 0 && bytes.Length > 0; flips--)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }

                return bytes;
            case 1:
                return bytes[..random.Next(bytes.Length + 1)];
            case 2:
                random.NextBytes(bytes);
                return bytes;
            default:
                return bytes;
        }
    }

    private static void AssertInside(SourceLocation location, byte[] bytes)
    {
        Assert.InRange(location.Line, 1, bytes.Length + 1);
        Assert.InRange(location.Column, 1, bytes.Length + 1);
    }

    private static void AssertReadsBack(DocumentNode document)
    {
        var printed = Printer.Print(document);
        Assert.Equal(printed, Printer.Print(Parser.Parse(new Source(printed)).Document!));
    }
}
