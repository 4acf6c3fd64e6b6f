using System.Collections.Immutable;

namespace LrpGen.Npy;

/// <summary>Reads the little of Python's literals that npy headers are made of: strings, truth values, tuples of integers.</summary>
/// <param name="text">The literal.</param>
/// <param name="error">Makes the error of a message.</param>
internal sealed class PythonReader(string text, Func<string, Exception> error)
{
    // NumPy's own limit.
    private const int MostDimensions = 64;

    private int _at;

    /// <summary>Whether a character comes next.</summary>
    public bool IsAt(char character)
    {
        SkipSpace();
        return _at < text.Length && text[_at] == character;
    }

    /// <summary>Steps over a character if it comes next.</summary>
    public bool Skip(char character)
    {
        if (!IsAt(character))
            return false;
        _at++;
        return true;
    }

    /// <summary>Steps over a character that must come next.</summary>
    public void Expect(char character)
    {
        if (!Skip(character))
            throw Unexpected($"'{character}'");
    }

    /// <summary>Only white space may be left.</summary>
    public void ExpectEnd()
    {
        SkipSpace();
        if (_at < text.Length)
            throw Unexpected("its end");
    }

    /// <summary>A string in single or double quotes, without escapes.</summary>
    public string String()
    {
        SkipSpace();
        char quote = _at < text.Length ? text[_at] : '\0';
        int end = quote is '\'' or '"' ? text.IndexOf(quote, _at + 1) : -1;
        if (end < 0 || text.AsSpan(_at, end - _at).Contains('\\'))
            throw Unexpected("a string without escapes");
        string content = text[(_at + 1)..end];
        _at = end + 1;
        return content;
    }

    /// <summary>True or False.</summary>
    public bool Truth()
    {
        SkipSpace();
        foreach (bool value in (bool[])[true, false])
        {
            string word = value ? "True" : "False";
            if (string.CompareOrdinal(text, _at, word, 0, word.Length) != 0)
                continue;
            _at += word.Length;
            return value;
        }

        throw Unexpected("True or False");
    }

    /// <summary>A tuple of integers that are not negative.</summary>
    public ImmutableArray<long> Sizes()
    {
        ImmutableArray<long>.Builder sizes = ImmutableArray.CreateBuilder<long>();
        Expect('(');
        bool hasComma = true;
        while (!Skip(')'))
        {
            if (!hasComma)
                throw Unexpected("',' or ')'");
            if (sizes.Count == MostDimensions)
                throw error($"the shape should have at most {MostDimensions} dimensions; found more");
            sizes.Add(Size());
            hasComma = Skip(',');
        }

        // In Python a number in parentheses is no tuple.
        if (sizes.Count == 1 && !hasComma)
            throw Unexpected("a tuple of sizes, such as (3,),");
        return sizes.ToImmutable();
    }

    private long Size()
    {
        SkipSpace();
        int start = _at;
        while (_at < text.Length && char.IsAsciiDigit(text[_at]))
            _at++;
        if (!long.TryParse(text.AsSpan(start, _at - start), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out long size))
        {
            _at = start;
            throw Unexpected("a size from 0 to 9223372036854775807");
        }

        // Python 2 wrote long integers with an L.
        if (_at < text.Length && text[_at] == 'L')
            _at++;
        return size;
    }

    private void SkipSpace()
    {
        while (_at < text.Length && text[_at] is ' ' or '\t' or '\n' or '\r')
            _at++;
    }

    private Exception Unexpected(string expected)
    {
        const int MostShown = 20;
        string rest = text[Math.Min(_at, text.Length)..];
        string found = rest.Length == 0 ? "the end" : $"'{rest[..Math.Min(rest.Length, MostShown)].TrimEnd()}'";
        return error($"the header should have {expected} at character {_at}; found {found}");
    }
}
