using System.CommandLine;
using KnowledgeGraph.Model;
using KnowledgeGraph.Model.Access;
using KnowledgeGraph.Server.Configuration;
using KnowledgeGraph.Server.Data;
using KnowledgeGraph.Server.SignIn;

namespace KnowledgeGraph.Server.CommandLine;

/// <summary>`token create`: a token signed with the key in the data folder.</summary>
internal static class TokenCommand
{
    private static readonly Option<string> MemberId = new("--member")
    {
        HelpName = "ID",
        Description = "The member that whoever has the token is, such as member:ann. Without it they are none.",
    };

    private static readonly Option<Role> RoleName = new("--role")
    {
        HelpName = "ROLE",
        Description = "MEMBER, CURATOR, MODERATOR or ADMINISTRATOR. Default: MEMBER.",
        DefaultValueFactory = _ => Role.Member,
    };

    private static readonly Option<string[]> Tiers = new("--tier")
    {
        HelpName = "NAME",
        Description = "A tier that they have; may be given several times.",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string> Expires = new("--expires")
    {
        HelpName = "SPAN",
        Description = "How long it is good: 90s, 30m, 8h or 7d. Default: 8h.",
        DefaultValueFactory = _ => "8h",
    };

    public static Command Build()
    {
        const string Example = "token create --member member:ann --role CURATOR --tier gold --expires 8h";
        var create = new Command("create", "Print a token for this store, and nothing else.")
        {
            MemberId, RoleName, Tiers, Expires,
        };
        create.Run(CreateAsync);
        create.WithExamples(Example);
        return new Command("token", "Make tokens, where no issuer does.") { create }.WithExamples(Example);
    }

    private static async Task<ExitCode> CreateAsync(ParseResult arguments, Settings settings, CancellationToken stop)
    {
        if (settings.SignIn.Issuer.Length > 0)
        {
            throw new CommandException(ExitCode.Usage,
                $"Tokens of {settings.SignIn.Issuer} are taken, no others: get one there (SignIn:Issuer).");
        }

        var member = arguments.GetValue(MemberId);
        if (member is not null && (!NodeIds.TryGetKind(member, out var kind) || kind != NodeKind.Member))
            throw new CommandException(ExitCode.Usage, $"'{member}' is no member's id: it begins with member:.");
        var role = arguments.GetValue(RoleName);
        if (role == Role.Anonymous)
            throw new CommandException(ExitCode.Usage, "Who is anonymous needs no token.");
        if (!LocalTokens.TryReadSpan(arguments.GetValue(Expires)!, out var span))
        {
            throw new CommandException(ExitCode.Usage,
                $"'{arguments.GetValue(Expires)}' is no time to expire after: give 90s, 30m, 8h or 7d.");
        }

        var now = DateTime.UtcNow;
        var token = LocalTokens.Create(
            SigningKey.Open(DataFolder.Open(settings.Data)), settings.SignIn, member, role,
            arguments.GetValue(Tiers)!, now, now + span);
        await Console.Out.WriteLineAsync(token.AsMemory(), stop);
        return ExitCode.Done;
    }
}
