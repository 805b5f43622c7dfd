"""What is drawn by lot: the same with the same seed, and other things on another day."""

import os
import subprocess
import sys

from tests.seeds import SEED, chance, sample

DRAW = "from tests.seeds import SEED, sample; print(SEED, *sample(range(1_000), 5, 'x'))"


def drawn(root, **seed):
    env = {key: value for key, value in os.environ.items() if key != "SEED"} | seed
    command = [sys.executable, "-c", DRAW]
    ran = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=True)
    return ran.stdout.split()


def test_a_seed_draws_the_same_again_and_another_day_draws_others(pytestconfig):
    root = pytestconfig.rootpath
    assert drawn(root, SEED="20261127") == drawn(root, SEED="20261127")
    assert drawn(root, SEED="20261127")[1:] != drawn(root, SEED="20261128")[1:]


def test_without_one_it_is_the_date_and_one_for_all_processes_of_a_run(pytestconfig):
    assert len(drawn(pytestconfig.rootpath)[0]) == 8
    assert os.environ["SEED"] == str(SEED)


def test_a_sample_keeps_the_order_and_each_use_has_a_lot_of_its_own():
    things = list(range(1_000))
    some = sample(things, 20, "a")
    assert some == sorted(some)
    assert len(set(some)) == 20
    assert some != sample(things, 20, "b")
    assert sample("abc", 9) == ["a", "b", "c"]
    assert chance("a").random() == chance("a").random() != chance("b").random()
