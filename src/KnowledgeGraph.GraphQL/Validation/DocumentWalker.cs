using KnowledgeGraph.GraphQL.Language;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.GraphQL.Validation;

/// <summary>
/// The one walk over the executable definitions of a document: it keeps <see cref="TypeInfo"/> true and asks the rules.
/// It goes as deep as the text is nested, which the parser bounds; it does not follow fragments.
/// </summary>
internal sealed class DocumentWalker(ValidationContext context, RuleSet rules)
{
    private readonly Schema _schema = context.Schema;
    private readonly TypeInfo _info = context.TypeInfo;
    private readonly ValueWalker _values = new(context, rules);

    public void Walk()
    {
        var document = context.Document;
        foreach (var rule in rules.EnterDocument) rule.Enter(document);
        for (var index = 0; index < document.Definitions.Count && !context.IsAborted; index++)
        {
            switch (document.Definitions[index])
            {
                case OperationDefinitionNode operation: Walk(operation); break;
                case FragmentDefinitionNode fragment: Walk(fragment); break;
            }
        }

        foreach (var rule in rules.LeaveDocument)
        {
            if (context.IsAborted) return;
            rule.Leave(document);
        }
    }

    private void Walk(OperationDefinitionNode operation)
    {
        _values.BeginDefinition();
        _info.Type = _schema.RootType(operation.Operation);
        foreach (var rule in rules.EnterOperation) rule.Enter(operation);
        for (var index = 0; index < operation.VariableDefinitions.Count; index++)
        {
            Walk(operation.VariableDefinitions[index]);
        }

        WalkDirectives(operation.Directives, LocationOf(operation.Operation));
        Walk(operation.SelectionSet);
        context.Variables.Record(operation, _values.EndDefinition());
    }

    private void Walk(FragmentDefinitionNode fragment)
    {
        _values.BeginDefinition();
        _info.Type = _schema.Type(fragment.TypeCondition.Name.Value);
        foreach (var rule in rules.EnterFragment) rule.Enter(fragment);
        WalkType(fragment.TypeCondition);
        WalkDirectives(fragment.Directives, DirectiveLocations.FragmentDefinition);
        Walk(fragment.SelectionSet);
        context.Variables.Record(fragment, _values.EndDefinition());
    }

    private void Walk(VariableDefinitionNode variable)
    {
        foreach (var rule in rules.EnterVariable) rule.Enter(variable);
        WalkType(variable.Type);
        if (variable.DefaultValue is { } value)
        {
            var type = TypeReference.Find(_schema, variable.Type);
            var expected = type is { IsInput: true } ? type : null;
            _values.Walk(variable.Variable.Name.Value, value, expected, hasDefault: false);
        }

        WalkDirectives(variable.Directives, DirectiveLocations.VariableDefinition);
    }

    private void WalkType(TypeNode type)
    {
        while (type is not NamedTypeNode)
        {
            type = type is ListTypeNode list ? list.Type : ((NonNullTypeNode)type).Type;
        }

        foreach (var rule in rules.EnterNamedType) rule.Enter((NamedTypeNode)type);
    }

    private void Walk(SelectionSetNode selectionSet, bool isInline = false)
    {
        var parentType = _info.ParentType;
        _info.ParentType = _info.Type?.Named is { IsComposite: true } composite ? composite : null;
        if (!isInline)
        {
            foreach (var rule in rules.EnterSelectionSet) rule.Enter(selectionSet);
        }

        for (var index = 0; index < selectionSet.Selections.Count && !context.IsAborted; index++)
        {
            switch (selectionSet.Selections[index])
            {
                case FieldNode field: Walk(field); break;
                case FragmentSpreadNode spread: Walk(spread); break;
                case InlineFragmentNode inline: Walk(inline); break;
            }
        }

        _info.ParentType = parentType;
    }

    private void Walk(FieldNode field)
    {
        var (type, definition) = (_info.Type, _info.Field);
        _info.Field = _info.ParentType is { } parent ? _schema.Field(parent, field.Name.Value) : null;
        _info.Type = _info.Field?.Type;
        foreach (var rule in rules.EnterField) rule.Enter(field);
        for (var index = 0; index < field.Arguments.Count; index++)
        {
            Walk(field.Arguments[index], _info.Field?.Argument(field.Arguments[index].Name.Value));
        }

        WalkDirectives(field.Directives, DirectiveLocations.Field);
        if (field.SelectionSet is { } selectionSet) Walk(selectionSet);
        foreach (var rule in rules.LeaveField) rule.Leave(field);
        (_info.Type, _info.Field) = (type, definition);
    }

    private void Walk(FragmentSpreadNode spread)
    {
        foreach (var rule in rules.EnterSpread) rule.Enter(spread);
        WalkDirectives(spread.Directives, DirectiveLocations.FragmentSpread);
    }

    private void Walk(InlineFragmentNode inline)
    {
        var type = _info.Type;
        _info.Type = inline.TypeCondition is { } condition ? _schema.Type(condition.Name.Value) : type?.Named;
        foreach (var rule in rules.EnterInlineFragment) rule.Enter(inline);
        if (inline.TypeCondition is { } on) WalkType(on);
        WalkDirectives(inline.Directives, DirectiveLocations.InlineFragment);
        Walk(inline.SelectionSet, isInline: true);
        _info.Type = type;
    }

    private void WalkDirectives(IReadOnlyList<DirectiveNode> directives, string location)
    {
        if (directives.Count == 0) return;
        foreach (var rule in rules.EnterDirectives) rule.Enter(directives);
        for (var index = 0; index < directives.Count && !context.IsAborted; index++)
        {
            var directive = directives[index];
            _info.DirectiveLocation = location;
            _info.DirectiveSyntax = directive;
            _info.Directive = _schema.Directive(directive.Name.Value);
            foreach (var rule in rules.EnterDirective) rule.Enter(directive);
            for (var argument = 0; argument < directive.Arguments.Count; argument++)
            {
                var syntax = directive.Arguments[argument];
                Walk(syntax, _info.Directive?.Argument(syntax.Name.Value));
            }

            foreach (var rule in rules.LeaveDirective) rule.Leave(directive);
        }

        (_info.DirectiveSyntax, _info.Directive) = (null, null);
    }

    private void Walk(ArgumentNode argument, InputValueDefinition? definition)
    {
        if (context.IsAborted) return;
        _info.Argument = definition;
        foreach (var rule in rules.EnterArgument) rule.Enter(argument);
        _values.Walk(argument.Name.Value, argument.Value, definition?.Type, definition?.DefaultValue is not null);
        _info.Argument = null;
    }

    private static string LocationOf(OperationType operation) => operation switch
    {
        OperationType.Query => DirectiveLocations.Query,
        OperationType.Mutation => DirectiveLocations.Mutation,
        _ => DirectiveLocations.Subscription,
    };
}
