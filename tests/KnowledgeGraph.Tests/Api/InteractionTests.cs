using Xunit;

namespace KnowledgeGraph.Tests.Api;

/// <summary>What members did, as the schema shows it.</summary>
public sealed class InteractionTests(InteractionTests.Fixture fixture) : IClassFixture<InteractionTests.Fixture>
{
    private const string Graph = """
        member:ada
        member:bo
        document:1 score=10 viewCount=5
        course:a title=A
        course:b title=B
        activity:talk
        member:ada -COMMENTED-> document:1 id=c1 at=2024-01-01 text="先说一句"
        member:bo -COMMENTED-> document:1 id=c2 at=2024-01-02 text=Then
        member:bo -LIKED-> document:1 id=l1 at=2024-01-03
        member:bo -VIEWED-> document:1 id=v1 at=2024-01-04 count=2
        member:bo -ENROLLED-> course:b id=e1 at=2024-02-01
        member:bo -ENROLLED-> course:a id=e2 at=2024-02-02
        member:bo -COMPLETED-> course:b id=x1 at=2024-03-01
        member:bo -COMPLETED-> document:1 id=x2 at=2024-03-02
        member:bo -RATED-> course:b id=r1 at=2024-03-03 value=5 text=Good
        member:ada -RATED-> course:b id=r2 at=2024-03-04 value=2
        member:ada -INVITED-> activity:talk id=i1 at=2024-04-01
        member:bo -INVITED-> activity:talk id=i2 at=2024-04-02
        member:bo -ATTENDED-> activity:talk id=t1 at=2024-05-01
        member:ada -SEARCHED-> id=s1 at=2024-06-01 text=qubits count=0
        """;

    [Fact]
    public async Task What_a_member_did_comes_newest_first_with_all_it_holds()
    {
        var community = fixture.Community;
        Assert.Equal(
            Community.Json("""
                {'member':{'interactions':{'totalCount':4,'nodes':[{'id':'s1','type':'SEARCHED',
                'at':'2024-06-01T00:00:00Z','value':null,'text':'qubits','count':0,'member':{'id':'member:ada'},
                'target':null},{'id':'i1','type':'INVITED','at':'2024-04-01T00:00:00Z','value':null,'text':null,
                'count':null,'member':{'id':'member:ada'},'target':{'id':'activity:talk'}},{'id':'r2',
                'type':'RATED','at':'2024-03-04T00:00:00Z','value':2,'text':null,'count':null,
                'member':{'id':'member:ada'},'target':{'id':'course:b'}},{'id':'c1','type':'COMMENTED',
                'at':'2024-01-01T00:00:00Z','value':null,'text':'先说一句','count':null,
                'member':{'id':'member:ada'},'target':{'id':'document:1'}}]}}}
                """),
            await community.TextAsync("""
                { member(id: "member:ada") { interactions { totalCount nodes {
                    id type at value text count member { id } target { id } } } } }
                """));
    }

    [Theory]
    [InlineData("", 10)]
    [InlineData("(types: [RATED])", 1)]
    [InlineData("(types: [ENROLLED, COMPLETED, RATED])", 5)]
    [InlineData("(types: [RATED, RATED])", 1)]
    [InlineData("(types: [SHARED])", 0)]
    [InlineData("(types: [])", 0)]
    [InlineData("(types: null)", 10)]
    public async Task What_a_member_did_can_be_kept_to_some_types(string arguments, int expected)
    {
        var community = fixture.Community;
        Assert.Equal(
            $"{{'member':{{'interactions':{{'totalCount':{expected}}}}}}}",
            await community.TextAsync(
                $$"""{ member(id: "member:bo") { interactions{{arguments}} { totalCount } } }"""));
    }

    [Fact]
    public async Task Comments_say_who_said_what_when()
    {
        var community = fixture.Community;
        Assert.Equal(
            Community.Json("""
                {'document':{'comments':{'totalCount':2,'nodes':[{'id':'c2','text':'Then',
                'at':'2024-01-02T00:00:00Z','author':{'id':'member:bo'}},{'id':'c1','text':'先说一句',
                'at':'2024-01-01T00:00:00Z','author':{'id':'member:ada'}}]}}}
                """),
            await community.TextAsync(
                """{ document(id: "document:1") { comments { totalCount nodes { id text at author { id } } } } }"""));
    }

    [Fact]
    public async Task Votes_and_views_that_name_a_member_are_in_the_sums()
    {
        var community = fixture.Community;
        Assert.Equal(
            """{'document':{'score':11,'viewCount':7}}""",
            await community.TextAsync("""{ document(id: "document:1") { score viewCount } }"""));
    }

    [Fact]
    public async Task A_course_shows_who_enrolled_completed_and_rated_it()
    {
        var community = fixture.Community;
        Assert.Equal(
            Community.Json("""
                {'course':{'enrollments':{'totalCount':1,'nodes':[{'member':{'id':'member:bo'}}]},
                'completions':{'nodes':[{'id':'x1'}]},'rating':3.5,'ratings':{'nodes':[{'value':2,'text':null},
                {'value':5,'text':'Good'}]}}}
                """),
            await community.TextAsync("""
                { course(id: "course:b") {
                    enrollments { totalCount nodes { member { id } } } completions { nodes { id } }
                    rating ratings { nodes { value text } } } }
                """));
    }

    [Fact]
    public async Task An_activity_shows_who_was_invited_and_who_came()
    {
        var community = fixture.Community;
        Assert.Equal(
            Community.Json("""
                {'activity':{'invitations':{'totalCount':2,'nodes':[{'member':{'id':'member:bo'}},
                {'member':{'id':'member:ada'}}]},'attendances':{'totalCount':1,
                'nodes':[{'member':{'id':'member:bo'}}]}}}
                """),
            await community.TextAsync("""
                { activity(id: "activity:talk") { invitations { totalCount nodes { member { id } } }
                    attendances { totalCount nodes { member { id } } } } }
                """));
    }

    [Fact]
    public async Task What_was_done_with_a_node_is_asked_for_by_type()
    {
        var community = fixture.Community;
        Assert.Equal(
            """{'document':{'likes':{'nodes':[{'id':'l1'}]},'enrollments':{'nodes':[]}}}""",
            await community.TextAsync("""
                { document(id: "document:1") { likes: interactions(type: LIKED) { nodes { id } }
                    enrollments: interactions(type: ENROLLED) { nodes { id } } } }
                """));
    }

    [Fact]
    public async Task A_members_courses_are_those_enrolled_in_or_completed_each_once()
    {
        var community = fixture.Community;
        Assert.Equal(
            Community.Json("""
                {'member':{'courses':{'totalCount':2,'nodes':[{'title':'A'},{'title':'B'}]},
                'filtered':{'totalCount':1,'nodes':[{'title':'B'}]}}}
                """),
            await community.TextAsync("""
                { member(id: "member:bo") { courses { totalCount nodes { title } }
                    filtered: courses(filter: { title: { neq: "A" } }) { totalCount nodes { title } } } }
                """));
    }

    public sealed class Fixture() : CommunityFixture(Graph);
}
