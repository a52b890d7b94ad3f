using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Types;

// Literals, which may hold variables.
public static partial class InputCoercion
{
    /// <summary>The value of a literal, or null where it does not fit or is a variable without a value.</summary>
    public static InputValue? FromLiteral(ValueNode literal, SchemaType type, VariableValues? variables = null) =>
        FromLiteral(literal, type, variables, new InputErrors());

    /// <summary>
    /// Coerces a literal. Null where it does not fit: then there are errors; and where the whole of it is a variable
    /// without a value (<see cref="IsAbsent"/>), which is as if nothing were written: then there are none.
    /// </summary>
    /// <param name="literal">The literal.</param>
    /// <param name="type">An input type.</param>
    /// <param name="variables">The variables' values; null where the literal is constant.</param>
    /// <param name="errors">Takes what does not fit.</param>
    public static InputValue? FromLiteral(
        ValueNode literal, SchemaType type, VariableValues? variables, InputErrors errors)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(errors);
        if (literal is VariableNode variable) return FromVariable(variable, type, variables, errors);
        if (type is NonNullType nonNull)
        {
            if (literal is not NullValueNode) return FromLiteral(literal, nonNull.Of, variables, errors);
            errors.Add(InputTexts.LiteralMismatch(type, literal));
            return null;
        }

        if (literal is NullValueNode) return InputValue.Null;
        return type switch
        {
            ListType list => ListFromLiteral(literal, list, variables, errors),
            InputObjectType input => ObjectFromLiteral(literal, input, variables, errors),
            EnumType @enum => EnumFromLiteral(literal, @enum, errors),
            ScalarType scalar => ScalarFromLiteral(literal, scalar, variables, errors),
            _ => throw NotInput(type),
        };
    }

    /// <summary>The literal is a variable that was not given and has no default: as if nothing were written.</summary>
    public static bool IsAbsent(ValueNode literal, VariableValues? variables) =>
        literal is VariableNode variable && variables?[variable.Name.Value] is null;

    // Its value was coerced to the variable's own type; validation has seen to it that this one may take it.
    private static InputValue? FromVariable(
        VariableNode variable, SchemaType type, VariableValues? variables, InputErrors errors)
    {
        var value = variables?[variable.Name.Value];
        if (value is not { IsNull: true } || !type.IsNonNull) return value;
        errors.Add(InputTexts.NullInNonNull(type));
        return null;
    }

    private static InputValue? ListFromLiteral(
        ValueNode literal, ListType type, VariableValues? variables, InputErrors errors)
    {
        if (literal is not ListValueNode list)
        {
            return FromLiteral(literal, type.Of, variables, errors) is { } single ? InputValue.List([single]) : null;
        }

        var coerced = new InputValue[list.Values.Count];
        var fits = true;
        for (var index = 0; index < coerced.Length && !errors.IsFull; index++)
        {
            errors.Enter(index);
            var item = IsAbsent(list.Values[index], variables)
                ? AbsentItem(type.Of, errors)
                : FromLiteral(list.Values[index], type.Of, variables, errors);
            errors.Leave();
            if (item is null) fits = false;
            else coerced[index] = item;
        }

        return fits ? InputValue.List(coerced) : null;
    }

    private static InputValue? AbsentItem(SchemaType type, InputErrors errors)
    {
        if (!type.IsNonNull) return InputValue.Null;
        errors.Add(InputTexts.NullInNonNull(type));
        return null;
    }

    private static InputValue? ObjectFromLiteral(
        ValueNode literal, InputObjectType type, VariableValues? variables, InputErrors errors)
    {
        if (literal is not ObjectValueNode @object)
        {
            errors.Add(InputTexts.LiteralMismatch(type, literal));
            return null;
        }

        var before = errors.Count;
        var fields = new List<KeyValuePair<string, InputValue>>(type.Fields.Count);
        foreach (var field in type.Fields)
        {
            var node = Find(@object.Fields, field.Name);
            if (node is null || IsAbsent(node.Value, variables))
            {
                if (DefaultOf(field) is { } byDefault) fields.Add(new(field.Name, byDefault));
                else if (field.Type.IsNonNull) errors.Add(InputTexts.LiteralFieldMissing(field, type));
                continue;
            }

            errors.Enter(field.Name);
            if (FromLiteral(node.Value, field.Type, variables, errors) is { } coerced)
            {
                fields.Add(new(field.Name, coerced));
            }

            errors.Leave();
        }

        foreach (var field in @object.Fields)
        {
            if (errors.IsFull) break;
            if (type.Field(field.Name.Value) is null) errors.Add(InputTexts.FieldUnknown(field.Name.Value, type));
        }

        if (type.IsOneOf) CheckOneOf(type, @object, fields, errors);
        return errors.Count == before && !errors.IsFull ? InputValue.Object(fields) : null;
    }

    private static void CheckOneOf(
        InputObjectType type,
        ObjectValueNode literal,
        List<KeyValuePair<string, InputValue>> fields,
        InputErrors errors)
    {
        if (literal.Fields.Count != 1 || fields.Count != 1)
        {
            errors.Add(InputTexts.LiteralOneOfKeys(type));
        }
        else if (fields[0].Value.IsNull)
        {
            errors.Add(InputTexts.LiteralOneOfNull(type, fields[0].Key));
        }
    }

    private static InputValue? EnumFromLiteral(ValueNode literal, EnumType type, InputErrors errors)
    {
        if (literal is EnumValueNode name && type.Value(name.Value) is { } known) return known.Input;
        var text = Printer.Print(literal);
        errors.Add(literal is EnumValueNode ? InputTexts.EnumUnknown(type, text) : InputTexts.EnumNotEnum(type, text));
        return null;
    }

    private static InputValue? ScalarFromLiteral(
        ValueNode literal, ScalarType type, VariableValues? variables, InputErrors errors)
    {
        // A scalar that takes objects and lists (`JSON`) gets the variables in them by value.
        if (literal is ListValueNode or ObjectValueNode && variables is { Count: > 0 } && HoldsVariable(literal))
        {
            var value = WithVariables(literal, variables);
            return Checked(type.Coercion.FromJson(value), value, errors);
        }

        return Checked(type.Coercion.FromLiteral(literal), null, errors);
    }

    private static bool HoldsVariable(ValueNode literal) => literal switch
    {
        VariableNode => true,
        ListValueNode list => list.Values.Any(HoldsVariable),
        ObjectValueNode @object => @object.Fields.Any(field => HoldsVariable(field.Value)),
        _ => false,
    };

    private static InputValue WithVariables(ValueNode literal, VariableValues variables) => literal switch
    {
        VariableNode variable => variables[variable.Name.Value] ?? InputValue.Null,
        ListValueNode list => InputValue.List([.. list.Values.Select(item => WithVariables(item, variables))]),
        ObjectValueNode @object => InputValue.Object([.. @object.Fields
            .Where(field => !IsAbsent(field.Value, variables))
            .Select(field => KeyValuePair.Create(field.Name.Value, WithVariables(field.Value, variables)))]),
        _ => InputValue.FromLiteral(literal),
    };

    private static ObjectFieldNode? Find(IReadOnlyList<ObjectFieldNode> fields, string name)
    {
        for (var index = 0; index < fields.Count; index++)
        {
            if (fields[index].Name.Value == name) return fields[index];
        }

        return null;
    }
}
