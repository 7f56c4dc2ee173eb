"""Text can only become text; quoted words are marked where they stand."""

from ui.markup import Html, lines, link, tag


def test_text_is_escaped_wherever_it_comes_in() -> None:
    built = tag("p", '<img src="x">', tag("b", "&"), title='"><script>')
    assert built == (
        '<p title="&quot;&gt;&lt;script&gt;">&lt;img src=&quot;x&quot;&gt;<b>&amp;</b></p>'
    )


def test_joining_markup_with_text_gives_text_again() -> None:
    assert not isinstance(tag("b", "x") + "<i>", Html)


def test_attributes_are_named_as_python_must_and_left_out_when_unknown() -> None:
    built = tag("a", "1", class_="cite", aria_label="Source 1", id=None)
    assert built == '<a class="cite" aria-label="Source 1">1</a>'


def test_only_addresses_of_the_web_become_links() -> None:
    assert link("javascript:alert(1)", "x") == ""
    assert link(None, "x") == ""
    assert 'rel="noopener noreferrer"' in link("https://example.org/a?b&c", "x")


def test_quoted_words_are_marked_over_lines() -> None:
    text = "Most are late:\n• reviews\n• plans"
    start = text.index("late")
    end = text.index("plans")
    assert lines(text, start, end) == (
        "<p>Most are <mark>late:</mark></p>"
        '<p class="bullet"><mark>• reviews</mark></p>'
        '<p class="bullet"><mark>• </mark>plans</p>'
    )


def test_the_numbers_follow_the_last_words() -> None:
    assert lines("a\nb", closing=tag("a", "1")) == "<p>a</p><p>b<a>1</a></p>"
    assert lines("a\na", closing=tag("a", "1")) == "<p>a</p><p>a<a>1</a></p>"
