namespace KnowledgeGraph.Model;

/// <summary>The codes of what can be wrong with a command. Public: clients switch on them.</summary>
public static class ErrorCodes
{
    public const string NodeExists = "NODE_EXISTS";
    public const string NodeNotFound = "NODE_NOT_FOUND";
    public const string InvalidId = "INVALID_ID";
    public const string WrongKind = "WRONG_KIND";
    public const string PropertyRequired = "PROPERTY_REQUIRED";
    public const string InvalidValue = "INVALID_VALUE";
    public const string TooLarge = "TOO_LARGE";
    public const string SelfLink = "SELF_LINK";
    public const string InteractionIdTaken = "INTERACTION_ID_TAKEN";
    public const string Conflict = "CONFLICT";
    public const string DuplicateInRequest = "DUPLICATE_IN_REQUEST";
    public const string Forbidden = "FORBIDDEN";
    public const string MemberErased = "MEMBER_ERASED";
}
