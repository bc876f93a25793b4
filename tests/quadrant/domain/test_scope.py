from itertools import product

from quadrant.domain.scope import Scope, is_global_local


def test_only_worldwide_reach_with_a_local_result_is_global_local():
    global_local = [pair for pair in product(Scope, Scope) if is_global_local(*pair)]

    assert global_local == [(Scope.GLOBAL, Scope.LOCAL)]


def test_stored_keys_count_as_scopes():
    assert is_global_local("global", "local")
    assert not is_global_local("worldwide", "here")
