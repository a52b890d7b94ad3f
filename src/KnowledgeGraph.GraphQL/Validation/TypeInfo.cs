using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Validation;

/// <summary>
/// What the schema says of the place where the walk stands. The walk sets it and puts it back; what the schema does not
/// know is null.
/// </summary>
internal sealed class TypeInfo
{
    /// <summary>The type of the field, or the type that the fragment or the operation is on.</summary>
    public SchemaType? Type { get; set; }

    /// <summary>The composite type that the selection set is on.</summary>
    public NamedType? ParentType { get; set; }

    public FieldDefinition? Field { get; set; }

    /// <summary>The directive whose arguments are walked.</summary>
    public DirectiveNode? DirectiveSyntax { get; set; }

    public DirectiveDefinition? Directive { get; set; }

    /// <summary>The location of the directives that are walked, as in the grammar (`FIELD`).</summary>
    public string DirectiveLocation { get; set; } = "";

    public InputValueDefinition? Argument { get; set; }

    /// <summary>The type that the value must have; within a list, the type of its items.</summary>
    public SchemaType? InputType { get; set; }

    /// <summary>The type that the list or object around the value must have.</summary>
    public SchemaType? ParentInputType { get; set; }

    /// <summary>The argument or input field has a default.</summary>
    public bool HasDefault { get; set; }

    /// <summary>Within a value: the argument or variable, then field names and list positions; else empty.</summary>
    public List<object> InputPath { get; } = [];

    /// <summary>The innermost element that the walk is within; null where the schema knows none.</summary>
    public string? Coordinate
    {
        get
        {
            var owner = DirectiveSyntax is not null
                ? Directive is null ? null : $"@{Directive.Name}"
                : Field is null ? ParentType?.Name : Field.Owner is null ? null : Field.ToString();
            return Argument is not null && owner is not null ? $"{owner}({Argument.Name}:)" : owner;
        }
    }
}
