"""How long a login has to wait: by name, by address, and who is not locked out."""

from tests.ui.guarded import Clock
from ui.access.attempts import LoginAttempts

OFFICE, HOME, EVIL = "192.0.2.1", "192.0.2.2", "203.0.113.5"


def failed(attempts: LoginAttempts, name: str, address: str, times: int = 5) -> None:
    for _ in range(times):
        assert attempts.begin(name, address) == 0


def test_the_delay_doubles_up_to_fifteen_minutes() -> None:
    clock = Clock()
    attempts = LoginAttempts(clock)
    failed(attempts, "amira", OFFICE)
    delays = []
    for _ in range(7):
        delays.append(attempts.begin("amira", OFFICE))
        clock.now += delays[-1]
        assert attempts.begin("amira", OFFICE) == 0
    assert delays == [30, 60, 120, 240, 480, 900, 900]


def test_a_refused_attempt_does_not_lengthen_the_delay() -> None:
    clock = Clock()
    attempts = LoginAttempts(clock)
    failed(attempts, "amira", OFFICE)
    for _ in range(100):
        assert attempts.begin("amira", OFFICE) == 30
    clock.now += 30
    assert attempts.begin("amira", OFFICE) == 0


def test_a_name_is_slowed_down_wherever_the_failures_come_from() -> None:
    attempts = LoginAttempts(Clock())
    for number in range(5):
        failed(attempts, "amira", f"203.0.113.{number}", 1)
    assert attempts.begin("amira", "203.0.113.99") == 30
    assert attempts.begin("wren", "203.0.113.99") == 0


def test_an_address_is_slowed_down_whatever_the_names() -> None:
    attempts = LoginAttempts(Clock())
    for number in range(20):
        failed(attempts, f"user{number}", EVIL, 1)
    assert attempts.begin("another", EVIL) == 30
    assert attempts.begin("another", OFFICE) == 0


def test_a_network_of_ipv6_is_one_address() -> None:
    attempts = LoginAttempts(Clock())
    for number in range(20):
        failed(attempts, f"user{number}", f"2001:db8::{number}:1", 1)
    assert attempts.begin("another", "2001:db8::ffff") == 30
    assert attempts.begin("another", "2001:db8:0:1::1") == 0


def test_nobody_is_locked_out_by_others_where_they_log_in_usually() -> None:
    attempts = LoginAttempts(Clock())
    assert attempts.begin("amira", OFFICE) == 0
    attempts.succeeded("amira", OFFICE)
    failed(attempts, "amira", EVIL)
    assert attempts.begin("amira", EVIL) == 30
    assert attempts.begin("amira", HOME) == 30
    assert attempts.begin("amira", OFFICE) == 0
    attempts.succeeded("amira", OFFICE)
    assert attempts.begin("amira", EVIL) == 30, "a login elsewhere does not help the guesser"
    failed(attempts, "amira", OFFICE)
    assert attempts.begin("amira", OFFICE) == 30, "nor is that place free to guess from"


def test_a_login_forgives_its_name_and_leaves_the_address_counted() -> None:
    attempts = LoginAttempts(Clock())
    for number in range(19):
        failed(attempts, f"user{number}", OFFICE, 1)
    for _ in range(30):
        assert attempts.begin("amira", OFFICE) == 0
        attempts.succeeded("amira", OFFICE)
    failed(attempts, "wren", OFFICE, 1)
    assert attempts.begin("amira", OFFICE) == 30


def test_failures_are_forgotten_after_an_hour() -> None:
    clock = Clock()
    attempts = LoginAttempts(clock)
    failed(attempts, "amira", OFFICE, 4)
    clock.now += 60 * 60
    failed(attempts, "amira", OFFICE)
    assert attempts.begin("amira", OFFICE) == 30


def test_what_is_forgotten_takes_no_room() -> None:
    clock = Clock()
    attempts = LoginAttempts(clock)
    for number in range(1000):
        attempts.begin(f"user{number}", f"198.51.100.{number % 250}")
        clock.now += 60
    assert len(attempts._by_name._times) < 100


def test_no_name_is_taken_for_a_name_at_its_place() -> None:
    attempts = LoginAttempts(Clock())
    assert attempts.begin("amira", HOME) == 0
    attempts.succeeded("amira", HOME)
    failed(attempts, f"amira {HOME}", "198.51.100.9")
    assert attempts.begin("amira", HOME) == 0
