using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Validation.Rules;

/// <summary>
/// A variable's type fits where it is used
/// (https://spec.graphql.org/September2025/#sec-All-Variable-Usages-Are-Allowed).
/// </summary>
internal sealed class VariablesInAllowedPosition(ValidationContext context) : ILeave<DocumentNode>
{
    public void Leave(DocumentNode node)
    {
        foreach (var variables in context.Variables.Operations())
        {
            foreach (var usages in variables.Usages)
            {
                foreach (var usage in usages)
                {
                    if (variables.Definition(usage.Node.Name.Value) is { } definition) Check(definition, usage);
                }
            }

            if (context.IsAborted) return;
        }
    }

    private void Check(VariableDefinitionNode definition, VariableUsage usage)
    {
        if (usage.Type is not { } expected) return;
        if (TypeReference.Find(context.Schema, definition.Type) is not { } type) return;
        var name = definition.Variable.Name.Value;
        var hasDefault = definition.DefaultValue is not (null or NullValueNode);
        if (!IsAllowed(type, expected, hasDefault || usage.HasDefault))
        {
            context.Report(
                $"Variable \"${name}\" of type \"{type}\" used in position expecting type \"{expected}\".",
                definition,
                usage.Node);
        }

        if (usage.ParentType?.Nullable is InputObjectType { IsOneOf: true } oneOf && !type.IsNonNull && !hasDefault)
        {
            context.Report(
                $"Variable \"${name}\" is of type \"{type}\" but must be non-nullable to be used for OneOf Input " +
                $"Object \"{oneOf}\".",
                definition,
                usage.Node);
        }
    }

    private static bool IsAllowed(SchemaType type, SchemaType expected, bool hasDefault) =>
        expected.IsNonNull && !type.IsNonNull
            ? hasDefault && Schema.IsSubtype(type, expected.Nullable)
            : Schema.IsSubtype(type, expected);
}
