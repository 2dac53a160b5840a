"""The page on which everybody may play with the rules."""


def test_the_rules_and_what_was_chosen_stand_side_by_side(app, session):
    page = app.test_client().get("/simulation?veto=100&places=80")

    assert page.status_code == 200
    assert "80 plekken voor 100 studenten" in page.text
    assert "100 % van de bedrijven mag op gevoel weigeren" in page.text


def test_what_no_slider_gives_is_asked_again_and_kept(app, session):
    page = app.test_client().get("/simulation?veto=37")

    assert page.status_code == 422
    assert "Kies een waarde van de schuifbalk" in page.text
    assert 'value="37"' in page.text
