import time
def test_world(world):
    print(world)
def test_world2(world, django_assert_num_queries):
    pass
