using KnowledgeGraph.GraphQL.Execution;
using KnowledgeGraph.GraphQL.Validation.Rules;

namespace KnowledgeGraph.GraphQL.Validation;

/// <summary>The list of all rules.</summary>
internal static class ValidationRules
{
    /// <summary>New rules for one document, in the order in which graphql-js asks them.</summary>
    public static object[] All(ValidationContext context) =>
    [
        new ExecutableDefinitions(context),
        new KnownOperationTypes(context),
        new UniqueOperationNames(context),
        new LoneAnonymousOperation(context),
        new SingleFieldSubscriptions(context),
        new KnownTypeNames(context),
        new FragmentsOnCompositeTypes(context),
        new VariablesAreInputTypes(context),
        new ScalarLeafs(context),
        new FieldsOnCorrectType(context),
        new UniqueFragmentNames(context),
        new KnownFragmentNames(context),
        new NoUnusedFragments(context),
        new PossibleFragmentSpreads(context),
        new NoFragmentCycles(context),
        new UniqueVariableNames(context),
        new NoUndefinedVariables(context),
        new NoUnusedVariables(context),
        new KnownDirectives(context),
        new UniqueDirectivesPerLocation(context),
        .. Incremental(context),
        new KnownArgumentNames(context),
        new UniqueArgumentNames(context),
        new ValuesOfCorrectType(context),
        new ProvidedRequiredArguments(context),
        new VariablesInAllowedPosition(context),
        new OverlappingFieldsCanBeMerged(context),
        new UniqueInputFieldNames(context),
        new MaxIntrospectionDepth(context),
    ];

    /// <summary>For schemas that have the directives.</summary>
    private static object[] Incremental(ValidationContext context) =>
        context.Schema.Directive(IncrementalDirectives.Defer) is null
        && context.Schema.Directive(IncrementalDirectives.Stream) is null
            ? []
            :
            [
                new DeferStreamDirectiveOnRootField(context),
                new DeferStreamDirectiveOnValidOperations(context),
                new DeferStreamDirectiveLabel(context),
                new StreamDirectiveOnListField(context),
            ];
}
