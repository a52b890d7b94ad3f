namespace KnowledgeGraph.Api.Sedimentation;

/// <summary>`OWNER_GONE` for OwnerGone, and back.</summary>
internal static class EnumNames
{
    public static string Of<T>(T value) where T : struct, Enum =>
        FieldNames.EnumValue(value.ToString()).TrimStart('_');

    public static T Read<T>(string name) where T : struct, Enum =>
        Enum.GetValues<T>().First(value => Of(value) == name);
}
