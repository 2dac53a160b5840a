"""Amina says what she wants to learn."""

PAGE = "/student/profile/learning-wishes"


def wishes_of(session, profile):
    session.refresh(profile)
    return [(wish.position, wish.letter) for wish in profile.learning_wishes]


def test_it_keeps_them_in_order(as_amina, profile, places, session):
    response = as_amina.post(PAGE, data={"first": "Q", "second": "E", "third": ""})

    assert response.status_code == 302
    assert wishes_of(session, profile) == [(1, "Q"), (2, "E")]


def test_another_order_replaces_the_first(as_amina, profile, places, session):
    as_amina.post(PAGE, data={"first": "Q", "second": "E"})

    as_amina.post(PAGE, data={"first": "E", "second": "Q"})

    assert wishes_of(session, profile) == [(1, "E"), (2, "Q")]


def test_the_same_thing_twice_is_refused_and_stays_in_the_form(as_amina, profile, places, session):
    response = as_amina.post(PAGE, data={"first": "E", "second": "E"})

    assert response.status_code == 422
    assert "Kies drie verschillende dingen" in response.text
    assert response.text.count('<option selected value="E">') == 2
    assert wishes_of(session, profile) == []


def test_nobody_else_has_this_page(visitor, as_carla, as_noor):
    assert visitor.get(PAGE).status_code == 303
    assert as_carla.get(PAGE).status_code == 403
    assert as_noor.get(PAGE).status_code == 403
