namespace KnowledgeGraph.Tests.Api.Access;

/// <summary>What random queries ask for. A new feature joins one of these.</summary>
/// <param name="Roots">The fields of `Query`.</param>
/// <param name="Types">Types whose fields are all asked for, besides connections to them.</param>
/// <param name="Sought">Fields that are asked for most of the time where their type is met.</param>
internal sealed record QueryScope(IReadOnlyList<string> Roots, IReadOnlySet<string> Types, IReadOnlySet<string> Sought)
{
    private static readonly string[] NodeTypes =
        ["Member", "Document", "CodeRepository", "Course", "Topic", "Activity", "Node", "PageInfo"];

    /// <summary>Nodes, their lists and what was done with them.</summary>
    public static QueryScope Lists { get; } = new(
        [
            "node", "nodes", "member", "document", "codeRepository", "course", "topic", "activity",
            "members", "documents", "codeRepositories", "courses", "topics", "activities", "neighbours",
            "shortestPath",
        ],
        new HashSet<string>([.. NodeTypes, "Interaction", "Comment", "NeighbourConnection", "NeighbourEdge"]),
        new HashSet<string>());

    /// <summary>What is recommended, and why; how things hang together; what to learn.</summary>
    public static QueryScope Recommendations { get; } = new(
        [
            "member", "member", "document", "codeRepository", "course", "topic", "recommendations", "whyNot",
            "connections", "learningPath", "readyNext", "prerequisiteCycles",
        ],
        new HashSet<string>([
            .. NodeTypes, "Recommendation", "RecommendationPath", "PathEdge", "ConnectionPath", "WhyNot",
            "LearningPath", "LearningStep", "PrerequisiteCycle", "ReadyCourse", "ExplanationQuality",
        ]),
        new HashSet<string>(["recommendations", "related", "nextCourses", "experts", "suggestedContributors"]));

    /// <summary>What became knowledge, what is missing, and what a curator should do.</summary>
    public static QueryScope Sedimentation { get; } = new(
        [
            "sedimentation", "coverage", "gaps", "orphans", "lineage", "stale", "brokenLinks", "duplicates",
            "distillationCandidates",
        ],
        new HashSet<string>([
            .. NodeTypes, "Sedimentation", "MaturityCount", "SedimentationFunnel", "SedimentationWeek",
            "TopicCoverage", "CoveragePart", "Lineage", "LineageStep", "LineageLink", "StaleDocument", "StaleReason",
            "DocumentLinks", "BrokenLink", "DuplicatePair",
        ]),
        new HashSet<string>(["reasons", "links", "demandParts", "supplyParts", "threads", "steps", "counts"]));

    /// <summary>Who contributes what, by which evidence, and to whom the credit flows.</summary>
    public static QueryScope Contributions { get; } = new(
        [
            "contributionLeaderboard", "contributionLeaderboard", "topActive", "communityContribution",
            "simulateContribution", "member", "member", "topic", "contributionRules",
        ],
        new HashSet<string>([
            .. NodeTypes, "MemberContribution", "ByContributionDimension", "CountedWindow", "ContributionCount",
            "CleaningCount", "ContributionTrend", "ContributionStanding", "ContributionWeek", "ContributionEvidence",
            "CommunityContribution", "ContributionDistribution", "ContributionQuantile", "SimulatedContribution",
            "CreditFlow", "CreditInflow", "BusFactor", "BusFactorMember", "ContributionRuleSet", "ContributionRule",
        ]),
        new HashSet<string>([
            "contribution", "creditFlow", "busFactor", "evidence", "shares", "points", "counts", "cleaning", "trend",
            "standing", "history", "distribution", "inflows", "members", "nodes",
        ]));

    /// <summary>What is found, suggested and like something, with everything that is told of it.</summary>
    public static QueryScope Searches { get; } = new(
        ["search", "search", "suggest", "similar"],
        new HashSet<string>([
            .. NodeTypes, "SearchResult", "SearchPageInfo", "SearchHit", "SearchHighlight", "TextRange",
            "SearchExplanation", "SearchFacet", "SearchFacetValue", "DidYouMean", "SearchSuggestion", "SimilarHit",
        ]),
        new HashSet<string>([
            "hits", "nodes", "facets", "values", "highlights", "path", "explanation", "suggestions", "didYouMean",
        ]));

    public bool IsSought(string field) => Sought.Contains(field);
}
