namespace KnowledgeGraph.EndToEnd.Tests.Neo4j;

/// <summary>Questions about each kind of node: pages, filters, relations, all properties.</summary>
internal static class SameAnswersQueries
{
    private static readonly string[] Lists =
        ["members", "documents", "topics", "courses", "activities", "codeRepositories"];

    private static readonly string[] Fields =
    [
        "id displayName handle kind roles joinedAt url bio location access",
        "id title body format maturity language createdAt updatedAt url media transcript score viewCount access " +
            "license",
        "id name aliases description access",
        "id title description url provider effort duration prerequisiteText access",
        "id title description kind startsAt endsAt location url access",
        "id name description url languages createdAt updatedAt access",
    ];

    private const string Found =
        "{ totalCount isSampled nodes { score reason node { id } paths { kind share others isComplete " +
        "nodes { id } edges { type from { id } to { id } at } } } }";

    // At a moment that stands still: what was done counts less the longer ago it was.
    private static readonly string[] Recommended =
    [
        "{ members(first: 30) { nodes { id recommendations(first: 10, at: \"2024-06-01T00:00:00Z\") " +
            Found + " } } }",
        "{ members(first: 30) { nodes { id recommendations(first: 10, at: \"2024-06-01T00:00:00Z\", " +
            "kinds: [DOCUMENT], diversity: 0.7) " + Found + " } } }",
        "{ documents(first: 30) { nodes { id related(first: 10) " + Found + " } } }",
        "{ courses(first: 30) { nodes { id nextCourses(first: 5) " + Found + " } } }",
        "{ topics(first: 10) { nodes { id experts(first: 10) " + Found + " } } }",
        "{ recommendations(from: [\"topic:quantum-computing\", \"topic:quantum-gate\"], first: 20) " + Found + " }",
        "{ connections(from: \"topic:quantum-gate\", to: \"topic:quantum-state\", maxLength: 4, first: 5) " +
            "{ distance nodes { id } edges { type from { id } to { id } } } }",
        "{ readyNext(first: 20) { course { id } } prerequisiteCycles { members { id } } }",
    ];

    /// <summary>At least fifty.</summary>
    public static string[] All { get; } =
    [
        .. Lists.Select(list => $"{{ {list} {{ totalCount }} }}"),
        .. Lists.Select((list, index) => $"{{ {list}(first: 50) {{ nodes {{ {Fields[index]} }} }} }}"),
        .. Lists.Select((list, index) =>
            $"{{ {list}(last: 30) {{ nodes {{ {Fields[index]} }} " +
            "pageInfo { startCursor hasPreviousPage endCursor } } }"),
        .. Lists.Select(list => $"{{ {list}(first: 100) {{ edges {{ cursor node {{ id __typename }} }} }} }}"),
        .. new[] { "QUESTION", "ANSWER", "ARTICLE" }.Select(format =>
            $"{{ documents(first: 40, filter: {{ format: {{ eq: {format} }} }}) " +
            "{ totalCount nodes { id title } } }"),
        .. new[] { 1, 7, 19, 50, 100 }.Select(first =>
            $"{{ topics(first: {first}) " +
            "{ nodes { id documentCount documents(first: 10) { totalCount nodes { id } } } } }"),
        .. new[] { 3, 30, 60 }.Select(first =>
            $"{{ documents(first: {first}) " + "{ nodes { id authors { id displayName } topics { id name } } } }"),
        .. new[] { 5, 25, 45 }.Select(first =>
            $"{{ members(first: {first}) " +
            "{ nodes { id documents(first: 5) { totalCount nodes { id createdAt } } } } }"),
        .. new[] { 10, 40, 63 }.Select(first =>
            $"{{ courses(first: {first}) " + "{ nodes { id title topics(first: 5) { nodes { id } } } } }"),
        .. Lists.Take(5).Select((list, index) =>
            $"{{ {list}(first: 5) {{ nodes {{ id }} }} again: {list}(last: 5) {{ nodes {{ {Fields[index]} }} }} }}"),
        "{ node(id: \"topic:quantum-computing\") { id __typename ... on Topic { name description } } }",
        "{ documents(first: 20, filter: { answers: { exists: true } }) { totalCount nodes { id score } } }",
        .. Recommended,
        "{ __schema { types { name kind } } }",
        "{ a: members(first: 10) { nodes { id } } b: documents(first: 10) { nodes { id viewCount } } }",
    ];
}
