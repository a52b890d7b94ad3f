using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Types;

/// <summary>A field of an object or an interface.</summary>
public sealed class FieldDefinition
{
    internal FieldDefinition(string name) => Name = name;

    public string Name { get; }
    public string? Description { get; internal set; }

    /// <summary>The type that defines it.</summary>
    public FieldedType Owner { get; internal set; } = null!;

    public SchemaType Type { get; internal set; } = null!;
    public IReadOnlyList<InputValueDefinition> Arguments { get; internal set; } = [];
    public string? DeprecationReason { get; internal set; }
    public IReadOnlyList<AppliedDirective> Directives { get; internal set; } = [];

    /// <summary>Where it is defined; null for what the specification brings along.</summary>
    public FieldDefinitionNode? Syntax { get; internal set; }

    public Source? Source { get; internal set; }

    public InputValueDefinition? Argument(string name)
    {
        foreach (var argument in Arguments)
        {
            if (argument.Name == name) return argument;
        }

        return null;
    }

    /// <summary>The schema coordinate, `Type.field`.</summary>
    public override string ToString() => $"{Owner?.Name}.{Name}";
}

/// <summary>An argument of a field or a directive, or a field of an input object.</summary>
public sealed class InputValueDefinition
{
    internal InputValueDefinition(string name) => Name = name;

    public string Name { get; }
    public string? Description { get; internal set; }
    public SchemaType Type { get; internal set; } = null!;

    /// <summary>
    /// The default as written; null where there is none (`null` as a default is a <see cref="NullValueNode"/>).
    /// </summary>
    public ValueNode? DefaultValue { get; internal set; }

    /// <summary>The default, coerced to the type; null where there is none.</summary>
    public InputValue? Default { get; internal set; }

    public string? DeprecationReason { get; internal set; }
    public IReadOnlyList<AppliedDirective> Directives { get; internal set; } = [];
    public InputValueDefinitionNode? Syntax { get; internal set; }
    public Source? Source { get; internal set; }

    /// <summary>Non-null and without a default.</summary>
    public bool IsRequired => Type.IsNonNull && DefaultValue is null;
}

/// <summary>A value of an enum.</summary>
public sealed class EnumValueDefinition
{
    internal EnumValueDefinition(string name, int index) => (Name, Index, Input) = (name, index, InputValue.Enum(name));

    public string Name { get; }

    /// <summary>Its position in the enum's list of values.</summary>
    public int Index { get; }

    /// <summary>The value as it comes in after coercion: one object for all requests.</summary>
    public InputValue Input { get; }

    public string? Description { get; internal set; }
    public string? DeprecationReason { get; internal set; }
    public IReadOnlyList<AppliedDirective> Directives { get; internal set; } = [];
    public EnumValueDefinitionNode? Syntax { get; internal set; }
}

/// <summary>A directive that documents or schemas may use.</summary>
public sealed class DirectiveDefinition
{
    internal DirectiveDefinition(string name) => Name = name;

    public string Name { get; }
    public string? Description { get; internal set; }
    public IReadOnlyList<InputValueDefinition> Arguments { get; internal set; } = [];
    public bool IsRepeatable { get; internal set; }

    /// <summary>
    /// The names of the locations where it may stand, as in the grammar (`FIELD`, `ARGUMENT_DEFINITION`).
    /// </summary>
    public IReadOnlyList<string> Locations { get; internal set; } = [];

    public DirectiveDefinitionNode? Syntax { get; internal set; }
    public Source? Source { get; internal set; }
    public bool IsBuiltIn { get; internal set; }

    public InputValueDefinition? Argument(string name)
    {
        foreach (var argument in Arguments)
        {
            if (argument.Name == name) return argument;
        }

        return null;
    }
}

/// <summary>A directive as it is applied in the schema, its arguments as written.</summary>
public sealed class AppliedDirective(string name, IReadOnlyList<ArgumentNode> arguments)
{
    public string Name { get; } = name;
    public IReadOnlyList<ArgumentNode> Arguments { get; } = arguments;

    public ValueNode? Argument(string name)
    {
        foreach (var argument in Arguments)
        {
            if (argument.Name.Value == name) return argument.Value;
        }

        return null;
    }
}
