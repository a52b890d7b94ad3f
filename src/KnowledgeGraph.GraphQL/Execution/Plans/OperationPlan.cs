using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Protection;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// An operation compiled for one outcome of its `@skip` and `@include` conditions; all other variables stay variables.
/// Immutable but for parts compiled when first met, and for the runs kept for reuse. Thread-safe.
/// </summary>
internal sealed class OperationPlan
{
    private readonly OperationRun?[] _idleRuns = new OperationRun?[Environment.ProcessorCount * 2];

    public OperationPlan(
        ExecutableSchema schema, DocumentNode document, OperationDefinitionNode operation, ExecutionOptions options,
        Func<string, bool> isTrue, IncrementalFormat format)
    {
        Format = format;
        Schema = schema;
        Document = document;
        Operation = operation;
        Compiler = new PlanCompiler(this, isTrue, options.Limits);
        Root = Compiler.CompileRoot();
        Guards = new GuardPlan(options.Guard, document);
        Cost = CostPlan.Compile(
                schema.Schema, document, operation, isTrue, options.Cost, options.Limits.PlanStepsMax, Guards, format)
            ?? throw PlanCompiler.TooManySteps(options.Limits);
    }

    public ExecutableSchema Schema { get; }

    public DocumentNode Document { get; }

    public OperationDefinitionNode Operation { get; }

    /// <summary>How what is put off is delivered.</summary>
    public IncrementalFormat Format { get; }

    public PlanCompiler Compiler { get; }

    public SelectionPlan Root { get; }

    public CostPlan Cost { get; }

    /// <summary>The fields that not everybody may ask for.</summary>
    public GuardPlan Guards { get; }

    /// <summary>How long the last answer was; what to make room for at once in the next.</summary>
    public int LastResponseLength { get; set; } = 512;

    public OperationRun RentRun()
    {
        for (var index = 0; index < _idleRuns.Length; index++)
        {
            if (_idleRuns[index] is null) continue;
            if (Interlocked.Exchange(ref _idleRuns[index], null) is { } idle) return idle;
        }

        return new OperationRun(this);
    }

    public void ReturnRun(OperationRun run)
    {
        for (var index = 0; index < _idleRuns.Length; index++)
        {
            if (_idleRuns[index] is not null) continue;
            if (Interlocked.CompareExchange(ref _idleRuns[index], run, null) is null) return;
        }
    }
}
