namespace LrpGen.Reference;

/// <summary>Which linear layer takes in each batch norm, by the flow of data.</summary>
public sealed class Folding
{
    private readonly GraphNetwork _network;
    private readonly IReadOnlyList<Size> _sizes;
    private readonly int?[] _into;

    public Folding(GraphNetwork network)
    {
        _network = network;
        _sizes = network.Sizes();
        _into = new int?[network.Nodes.Count];
        for (int k = 0; k < _into.Length; k++)
        {
            if (network.Nodes[k].Operation is BatchNorm)
                _into[k] = Before(k) ?? (network.Nodes[k].Rule is null ? Behind(k) : null);
        }
    }

    /// <summary>The node that takes in a batch norm, or null.</summary>
    public int? Into(int node) => _into[node];

    /// <summary>The batch norms behind a linear node that it takes in, in the order of the data.</summary>
    public IEnumerable<int> BehindOf(int node) => Enumerable.Range(node, _into.Length - node).Where(k => _into[k] == node);

    /// <summary>The batch norms before a linear node that it takes in, the nearest first.</summary>
    public IEnumerable<int> BeforeOf(int node) => Enumerable.Range(0, node).Where(k => _into[k] == node).Reverse();

    /// <summary>The linear node whose output alone a batch norm takes, and nobody else.</summary>
    public int? Before(int node)
    {
        int value = _network.Nodes[node].Input;
        while (value > 0 && Users(value).Count() == 1)
        {
            Operation operation = _network.Nodes[value - 1].Operation;
            if (operation is Dense or Convolution)
                return value - 1;
            if (!IsNothing(value - 1))
                return null;
            value = _network.Nodes[value - 1].Input;
        }

        return null;
    }

    /// <summary>The linear node without padding and groups that alone takes a batch norm's output.</summary>
    public int? Behind(int node)
    {
        int value = node + 1;
        while (Users(value).ToList() is [var user])
        {
            Operation operation = _network.Nodes[user].Operation;
            if (operation is Dense or Convolution { Groups: 1, IsPadded: false, IsTransposed: false })
                return user;
            if (operation is not Flatten && !IsNothing(user))
                return null;
            value = user + 1;
        }

        return null;
    }

    private IEnumerable<int> Users(int value) => Enumerable.Range(0, _into.Length).Where(k => _network.Nodes[k].Inputs.Contains(value));

    private bool IsNothing(int node) => _network.Nodes[node].Operation switch
    {
        Activation { Name: "dropout" } => true,
        Pooling pooling => pooling.IsIdentity(_sizes[_network.Nodes[node].Input]),
        BatchNorm => _into[node] is not null,
        _ => false,
    };
}
