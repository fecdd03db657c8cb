"""The same circumstance is heard in the words of many trades, and not in words that only look like it."""

from collections.abc import Mapping

import pytest

from assistant.knowledge.circumstances import Circumstances
from assistant.models.knowledge import Card
from assistant.models.terms import Language
from tests.knowledge.test_selection_circumstances import told

HEARD: dict[str, dict[Language, tuple[str, ...]]] = {
    "work_to_look_at": {
        "fr": (
            "Chaque céramiste a sur sa table un vase tourné mais pas encore émaillé, à reprendre.",
            "Ils en sont tous à mi-chemin de leur maquette de salon, rien n'est collé.",
            "Les plaquettes commerciales sont à l'état de brouillon, chacun la sienne.",
            "Chaque binôme a une vitrine commencée, à terminer pour samedi.",
            "Elles auront leur projet d'affiche en cours, punaisé au mur.",
        ),
        "en": (
            "Every cook will have a dessert on the bench, plated but not final, with time to change it.",
            "They come with the chapter they are in the middle of writing.",
            "Each trainee's garden plan is still a work in progress.",
            "The garments are pinned but not yet sewn, one per student.",
            "Everyone has the first draft of their grant application.",
        ),
    },
    "before_the_start": {
        "fr": (
            "Le service de chirurgie ambulatoire ouvre à la rentrée, rien n'a encore démarré.",
            "Le dossier de la nouvelle ligne de bus est bouclé, mais on peut toujours le corriger avant le vote.",
            "Ils sont emballés par le futur magasin, et en coulisses certains disent que ça ne tiendra pas.",
            "Quand je demande ce qui pourrait clocher, j'ai des banalités.",
            "Le déménagement de l'entrepôt commence dans six semaines et personne n'ose dire ses doutes à voix haute.",
        ),
        "en": (
            "The new bakery opens in May and the plan can still be changed.",
            "Everybody cheers in meetings, and in the car park they say it will never work.",
            "We launch the app in September; ask them about risks and you get platitudes.",
            "The migration starts next quarter and nobody voices their doubts.",
            "They're all over the moon about the merger plan, which hasn't been signed off yet.",
        ),
    },
    "agenda_is_theirs": {
        "fr": (
            "Que chacun mette sur la table ce qui le préoccupe, et que ceux qui le souhaitent s'y attellent.",
            "L'an dernier, le programme était fait d'avance et il est tombé à côté de leurs préoccupations.",
            "Les adhérents choisiront eux-mêmes de quoi on parle.",
            "Les échanges les plus riches ont eu lieu à la pause, hors programme.",
            "Ce sont eux qui fixent l'ordre du jour le matin même.",
        ),
        "en": (
            "The volunteers will decide on the day what they want to talk about.",
            "Last time we wrote the programme for them and it missed what they cared about.",
            "The best conversations happened over coffee, not in the sessions.",
            "Parents should be free to put forward whatever topic is on their mind.",
            "There's no programme: people bring up the subjects and join the ones they care about.",
        ),
    },
    "weak_readers": {
        "fr": (
            "La moitié des agents de propreté lit mal.",
            "Beaucoup ont du mal avec l'écrit.",
            "Deux sont illettrés et le cachent.",
            "Ils ne sont pas à l'aise avec la lecture.",
            "Certaines ne savent pas lire le français.",
            "Trois ouvriers viennent d'arriver en France et déchiffrent à peine.",
        ),
        "en": (
            "Several pickers read very little English.",
            "Half of the cleaners struggle with reading.",
            "A few of them can't read or write.",
            "Most are not comfortable with written text.",
            "Two have literacy difficulties.",
            "Many barely read.",
        ),
    },
    "lived_it": {
        "fr": (
            "Chaque conducteur s'est déjà retrouvé face à un voyageur ivre.",
            "Toutes sont passées par là avec un résident.",
            "Ils ont tous une anecdote à raconter sur une chute.",
            "Il n'y a pas un pompier qui n'ait connu cette situation.",
            "Dès qu'on leur demande ce qui leur est arrivé, ils ne s'arrêtent plus.",
        ),
        "en": (
            "Each nurse has faced it at least once.",
            "They could all tell you about the day it happened to them.",
            "There isn't a driver here who hasn't been through it.",
            "Everyone has a story about a near miss.",
            "Ask them about it and you can't stop them talking.",
        ),
    },
    "on_the_walls": {
        "fr": (
            "Chaque groupe exposait son schéma à son tour, et au troisième plus personne n'écoutait.",
            "Cinq équipes, cinq diaporamas de restitution, on y passe la matinée.",
            "On a de quoi punaiser partout et les plans de chaque équipe à comparer.",
            "Les groupes passent au tableau l'un après l'autre, c'est mortel.",
        ),
        "en": (
            "Every table reported back in turn and by the fourth nobody was listening.",
            "Six groups, six talks of ten minutes: the afternoon is gone.",
            "There are bare walls all round for the plans that the teams draw.",
            "Teams present their charts one after the other while the rest check their phones.",
        ),
    },
    "will_teach": {
        "fr": (
            "Ils vont devoir expliquer la nouvelle caisse à leurs collègues.",
            "Ces infirmières encadreront les nouvelles et devront leur apprendre le soin.",
            "Elles sont chargées de transmettre la méthode aux autres équipes à la rentrée.",
            "Très bons bouchers, ils n'ont jamais fait cours.",
        ),
        "en": (
            "They've been picked to show the new till to the other branches.",
            "Each will have to explain the method to their own team afterwards.",
            "Great mechanics, but they've never taught anybody anything.",
            "From May they pass it on to the night shift.",
        ),
    },
    "do_not_see_themselves": {
        "fr": (
            "Ils parlent en tournant le dos et n'en ont aucune conscience.",
            "Chacun est sûr que le défaut, c'est le voisin qui l'a.",
            "Elles acceptent d'être filmées entre elles.",
            "Il ne s'entend pas couper la parole aux clients.",
        ),
        "en": (
            "They have no idea how they sound on the phone.",
            "Each is sure that it's the others who mumble.",
            "They are happy to be filmed as long as it stays in the room.",
            "She isn't aware that she sighs at every question.",
        ),
    },
    "after_the_event": {
        "fr": (
            "La manœuvre de samedi a été un fiasco.",
            "Il faut deux changements pour la prochaine fois.",
            "Le salon s'est terminé vendredi, on se revoit une dernière fois.",
            "Comparer ce qui était prévu avec ce qui s'est passé sur le déménagement.",
            "L'inventaire vient de s'achever et il y a eu deux couacs.",
            "On revient sur la vendange qui s'achève, sans chercher de coupable.",
        ),
        "en": (
            "Saturday's drill was a mess.",
            "Agree on two changes for the next call-out.",
            "The festival finished on Sunday and we all meet once more.",
            "Compare what was planned with what actually happened during the move.",
            "We've just come out of the stocktake, and two things went badly.",
            "Look back on the harvest that ended last week without blaming anyone.",
        ),
    },
    "text_to_discuss": {
        "fr": (
            "Deux pages de l'arrêté que chacun comprend à sa façon.",
            "Chercher ensemble ce que dit vraiment la convention.",
            "Tout le monde cite le serment et personne ne l'entend de la même manière.",
            "Ils auront lu l'édito avant, crayon en main, on en parle sans trancher.",
        ),
        "en": (
            "Everyone quotes the mission statement to prove opposite things.",
            "Work out together what the oath really says.",
            "A three-page judgment that each of them understands differently.",
            "They'll have read the essay and marked it up.",
        ),
    },
    "bystanders": {
        "fr": (
            "Quand un chef humilie un apprenti, les autres regardent leurs chaussures.",
            "Tous ont vu, tous ont trouvé ça grave, et aucun n'a bougé.",
            "Qu'ils osent s'interposer quand un collègue se fait rabaisser.",
            "Les moqueries continuent et l'équipe laisse faire.",
        ),
        "en": (
            "When a porter is mocked, the others look away.",
            "They all heard it, they all thought it was wrong, and not one of them moved.",
            "I want them to step in when a colleague is put down.",
            "The teasing goes on and the team lets it happen.",
        ),
    },
    "at_their_own_hours": {
        "fr": (
            "Chacun s'y mettra quand il aura un moment, sur la tablette du service.",
            "Les équipes ne peuvent pas être réunies, ce sera en autonomie, en ligne.",
            "Il n'existe aucun jour où rassembler deux dépôts.",
            "Ils le suivront à l'heure qui les arrange.",
        ),
        "en": (
            "Each will do it whenever there's a quiet moment.",
            "We can't bring the depots together, so it's online and at their own pace.",
            "There's no day on which two shops could meet.",
            "They'll take it in their own time, on the works tablet.",
        ),
    },
    "no_single_answer": {
        "fr": (
            "Pour dresser un buffet, il n'existe pas de modèle à suivre.",
            "Deux bons maquettistes rendent deux pages différentes, et justes toutes les deux.",
            "Il y a plusieurs façons d'accueillir un défunt, aucune n'est la bonne.",
            "Ce n'est pas une question de juste ou de faux.",
        ),
        "en": (
            "There are many right ways to lay a garden path.",
            "Two good editors will hand in two different cuts, both right.",
            "There's no correct way to dress a table.",
            "No two bouquets should look the same and none is wrong.",
        ),
    },
    "peers_alone_in_post": {
        "fr": (
            "Chaque gardien de refuge travaille sans aucun collègue.",
            "Ils sont isolés, un par vallée, et n'ont personne à qui en parler.",
            "Elles arriveront avec ce qui les empêche de dormir en ce moment.",
            "Chacun apportera un souci du moment.",
        ),
        "en": (
            "Each warden runs a hut with no colleague within reach.",
            "They are isolated, one to a valley, with nobody to talk things over with.",
            "They'll come with whatever is keeping them awake at the moment.",
            "Everyone brings something that they're stuck on.",
        ),
    },
    "errors_return": {
        "fr": (
            "On a beau le répéter, le mauvais code revient sur une fiche sur dix.",
            "La même confusion ressort à chaque clôture.",
            "J'ai mis de côté vingt bons de livraison faux.",
            "Trois notes de service plus tard, ils se trompent toujours au même endroit.",
        ),
        "en": (
            "However many memos we send, the wrong code turns up on one form in ten.",
            "The same confusion is back at every closing.",
            "I've put aside twenty delivery notes that are wrong.",
            "Three reminders later they still slip at the same place.",
        ),
    },
    "false_idea": {
        "fr": (
            "Presque tous jureraient que la marée haute arrête le courant.",
            "On leur a toujours dit que le miel se périme et ils n'en démordent pas.",
            "Neuf sur dix répondent de travers, et sans hésiter.",
            "Ils tiennent pour acquis que le froid tue les bactéries.",
        ),
        "en": (
            "Nearly all would swear that cold kills bacteria.",
            "They take it for granted that honey goes off.",
            "Nine out of ten get it wrong without blinking.",
            "It's an old wives' tale that they all repeat.",
        ),
    },
    "expert_beside": {
        "fr": (
            "Le vieux sonneur s'arrête à Pâques et veut bien emmener le jeune avec lui d'ici là.",
            "Tout ce que sait Mme Roy n'est écrit nulle part, et elle nous quitte dans six mois.",
            "Le patron paie les deux pour qu'ils tournent ensemble trois mois.",
            "Un ancien le prendra en binôme deux jours par semaine.",
        ),
        "en": (
            "The old bell-ringer stops at Easter and will take the lad along until then.",
            "None of what Mrs Roy knows is written down, and she leaves in June.",
            "The owner pays both of them to go round together for three months.",
            "An experienced hand will pair up with her two days a week.",
        ),
    },
    "proposals_awaited": {
        "fr": (
            "Le règlement n'est pas encore arrêté et la direction veut leur avis.",
            "Je veux que chacun puisse dire ce qui l'inquiète et ce qui leur tient à cœur.",
        ),
        "en": (
            "The new rota isn't decided yet and the board wants their views.",
            "Everybody should be able to say what bothers them.",
        ),
    },
    "shaken_by_situations": {
        "fr": ("Ils n'arrivent pas à oublier certains appels.", "On partira d'entretiens qui ont mal tourné."),
        "en": ("Each has a call they can't shake off.", "We start from placements that went badly."),
    },
    "users_needs": {
        "fr": ("Ils vont réécrire le courrier pour qu'un parent puisse s'y retrouver.",),
        "en": ("They will redesign the leaflet so that any visitor can find the way.",),
    },
    "pile_of_demands": {
        "fr": ("Tout leur arrive à la fois : il faut prioriser.", "Savoir quoi déléguer et quoi garder."),
        "en": ("It's all about prioritising.", "They must decide what to drop and what to hand over."),
    },
    "parts": {
        "fr": ("Quatre notices qui n'ont rien à voir entre elles, 12 pages chacune, personne ne les lit.",),
        "en": ("Five self-contained sections.",),
    },
}
"""Circumstance → what trainers of other trades say of it, written before the patterns."""

UNHEARD: dict[str, dict[Language, tuple[str, ...]]] = {
    "work_to_look_at": {
        "fr": ("Le bâtiment est encore en travaux.", "La moitié des stagiaires ont fini leurs études."),
        "en": ("Half of them finished school at sixteen.", "I have not finished writing the course."),
    },
    "before_the_start": {
        "fr": ("La salle ouvre à huit heures.", "Ils sont ravis de venir en formation."),
        "en": (
            "The shop opens at nine every day.",
            "They're all happy with the lunch break.",
            "We warn the lorries before they queue.",
        ),
    },
    "agenda_is_theirs": {
        "fr": ("Le programme est imposé par la branche.", "Ils choisiront leur menu à la pause."),
        "en": ("The programme is set by the awarding body.", "They will decide on three changes to the plan."),
    },
    "weak_readers": {
        "fr": (
            "Ils lisent mal les plans électriques.",
            "Ils n'ont pas de mal à lire un schéma.",
            "Ils ne lisent jamais les notes de service.",
        ),
        "en": ("They misread the pressure gauge.", "They never read the memos.", "They don't struggle with reading."),
    },
    "lived_it": {
        "fr": ("Chacun a déjà son casque.", "Ils ont tous déjà suivi le module en ligne."),
        "en": ("Each nurse has a badge.", "Everyone has a laptop."),
    },
    "on_the_walls": {
        "fr": (
            "Les murs de l'atelier sont à repeindre.",
            "Les équipes se succèdent sur la ligne toutes les huit heures.",
        ),
        "en": ("The walls need painting.", "Teams work one after the other on the line."),
    },
    "will_teach": {
        "fr": (
            "Ils devront expliquer la facture au client.",
            "J'expliquerai la procédure à leurs collègues plus tard.",
        ),
        "en": ("They have to explain the bill to the guest.", "They've never been taught anything about it."),
    },
    "do_not_see_themselves": {
        "fr": ("Ils ne voient pas le chariot arriver.", "La zone est filmée jour et nuit."),
        "en": ("They have no idea how the pump works.", "The entrance is filmed day and night."),
    },
    "after_the_event": {
        "fr": ("La formation se termine à 17 h.", "La saison commence lundi."),
        "en": ("The session finishes at five.", "The season starts on Monday."),
    },
    "text_to_discuss": {
        "fr": ("Ils rédigent des lettres de relance.", "Il y a deux pages de consignes à appliquer."),
        "en": ("They write reminder letters.", "There are two pages of instructions to follow."),
    },
    "bystanders": {
        "fr": (
            "Ils regardent leurs chaussures de sécurité avant d'entrer.",
            "Aucun n'a bougé de service depuis dix ans.",
        ),
        "en": (
            "They put the steps in order without the card.",
            "They look away from the screen too often.",
            "Not one of them has moved department.",
        ),
    },
    "at_their_own_hours": {
        "fr": ("Ils auront un moment pour poser leurs questions.", "Les équipes seront réunies en ligne à 14 h."),
        "en": ("There will be a quiet moment for questions.", "We meet online at two o'clock."),
    },
    "hierarchy": {
        "fr": ("Leur cheffe ne sera pas là.", "Le directeur n'assistera pas à la séance."),
        "en": ("The manager won't be there.", "Their boss isn't going to be in the room."),
    },
    "witness": {
        "fr": ("Ils essaient puis reviennent dire ce que ça a donné.", "Elles n'ont pas envie de raconter leur vie."),
        "en": ("They try it and come back to tell us how it went.", "The witness statement is a form."),
    },
    "no_single_answer": {
        "fr": (
            "Il n'y a qu'une seule bonne façon de consigner la vanne.",
            "Il n'y a pas de modèle de devis sur le réseau.",
        ),
        "en": ("There is only one right way to lock it out.", "There's no correct reading on the gauge."),
    },
    "peers_alone_in_post": {
        "fr": ("Chacun travaille sans gants.", "Chacun apportera son casque."),
        "en": ("Each works with no helmet on.", "Everyone brings something to eat."),
    },
    "errors_return": {
        "fr": ("Les clients reviennent chaque mois.", "J'ai mis de côté vingt bons de livraison vierges."),
        "en": ("New parts turn up every week.", "I've put aside twenty delivery notes to read."),
    },
    "false_idea": {
        "fr": ("Ils jureraient dans un magasin vide.", "Neuf sur dix ont répondu à l'enquête."),
        "en": ("They swear a lot on site.", "Nine out of ten answered the survey."),
    },
    "expert_beside": {
        "fr": ("Le bus part à Pâques de la gare.", "Rien n'est écrit au tableau."),
        "en": ("The ferry leaves in June.", "Nothing is written on the board."),
    },
    "over_the_months": {
        "fr": ("Le logiciel change un peu chaque mois.", "L'erreur revient tous les mois."),
        "en": ("The price list changes every month.", "The mistake turns up every month."),
    },
    "proposals_awaited": {
        "fr": ("Le client n'est pas encore arrivé et ils attendent dehors.",),
        "en": ("The date isn't known yet.",),
    },
    "shaken_by_situations": {
        "fr": ("Ils oublient de rappeler les clients.",),
        "en": ("Shake the bottle before use.", "Deliveries go wrong every week."),
    },
    "users_needs": {
        "fr": ("Ils remplissent le formulaire à la place du locataire.",),
        "en": ("They hand the form to each tenant.",),
    },
    "pile_of_demands": {
        "fr": ("Ils ont beaucoup de travail.",),
        "en": ("They must not drop a tray.",),
    },
}
"""Circumstance → what looks like it and is something else."""


def _rows(table: dict[str, dict[Language, tuple[str, ...]]]) -> list[tuple[str, Language, str]]:
    return [(name, language, said) for name, by in table.items() for language, texts in by.items() for said in texts]


def calls_in(said: str, language: Language) -> set[str]:
    brief = told(said, language=language, competencies=("agir",))
    return {call.name for call in Circumstances(brief).calls}


@pytest.mark.parametrize(("name", "language", "said"), _rows(HEARD))
def test_a_circumstance_is_heard_in_the_words_of_another_trade(name: str, language: Language, said: str) -> None:
    assert name in calls_in(said, language)


@pytest.mark.parametrize(("name", "language", "said"), _rows(UNHEARD))
def test_a_circumstance_is_not_heard_in_what_only_looks_like_it(name: str, language: Language, said: str) -> None:
    assert name not in calls_in(said, language)


SOURED: tuple[tuple[Language, str, str], ...] = (
    ("fr", "debate", "Le débat de l'an dernier a tourné à l'affrontement."),
    ("fr", "role-play", "On a tenté un jeu de rôle en mars, deux vendeuses ont fini en larmes."),
    ("fr", "world-cafe", "Le world café du printemps a fait un flop."),
    ("fr", "escape-game", "Leur dernier escape game, ils l'ont détesté."),
    ("en", "debate", "The debate in June turned into a shouting match."),
    ("en", "role-play", "Their last role play went horribly wrong."),
    ("en", "fishbowl", "We tried a fishbowl once and half of the room walked out."),
    ("en", "brainstorming", "The brainstorming in spring was a waste of everyone's time."),
)
"""Methods that were tried and ended badly, in words written before the patterns."""


@pytest.mark.parametrize(("language", "card", "said"), SOURED)
def test_a_method_that_ended_badly_is_refused(
    shelf: Mapping[str, Card], language: Language, card: str, said: str
) -> None:
    brief = told(language=language, work_context=said, competencies=("agir",))
    mention = Circumstances(brief).mentions(shelf[card])
    assert mention is not None
    assert not mention[1]


@pytest.mark.parametrize(
    ("language", "card", "said"),
    [
        ("fr", "role-play", "Je voudrais un jeu de rôle, ils l'ont adoré l'an dernier."),
        ("fr", "case-study", "Une étude de cas où un chantier a mal tourné."),
        ("en", "debate", "I'd like a debate, the last one went really well."),
        ("en", "case-study", "A case study of a launch that was a disaster."),
    ],
)
def test_a_method_that_is_about_what_ended_badly_is_not_refused(
    shelf: Mapping[str, Card], language: Language, card: str, said: str
) -> None:
    brief = told(language=language, work_context=said, competencies=("agir",))
    mention = Circumstances(brief).mentions(shelf[card])
    assert mention is not None
    assert mention[1]
