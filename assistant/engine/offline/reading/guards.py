"""What is not read: blanks, binary, orders to the program, code, insults."""

import re

from assistant.engine.offline.reading.cues import whole
from assistant.engine.offline.reading.message import plain_of
from assistant.models.turn import Noise

LONGEST = 20_000
"""Characters of a message that are read."""

_ORDERS = re.compile(
    r"(?:\b(?:ignore[rsz]?|ignor\w+|oubli\w+|disregard|forget|override|bypass|contourne\w*)\b[^.!?\n]{0,40}\b(?:instructions?|"
    r"consignes?|prompts?|rules?|regles?|"
    r"everything|tout ce qui|previous|precedent\w*|above)\b|"
    r"\b(?:you are now|tu es (?:maintenant|desormais)|vous etes (?:maintenant|desormais)|act as (?:a|"
    r"an|if)|pretend (?:to be|you)|fais comme si tu|agis comme|"
    r"developer mode|jailbreak|dan mode|mode developpeur|new instructions?\s*:|nouvelles? (?:instructions?|"
    r"consignes?)\s*:)|"
    r"\b(?:reveal|print|show|repeat|affiche\w*|revele\w*|montre\w*|donne\w*|output|dump|imprime\w*|"
    r"repete\w*)\b[^.!?\n]{0,30}\b(?:system prompt|prompt systeme|ton prompt|your prompt|"
    r"your instructions|tes instructions|vos instructions|api key|cle api|passwords?|mots? de passe|secrets?)\b|"
    r"^\s*(?:system|assistant|user|developer|systeme|admin)\s*:|"
    r"\b(?:reply|respond|answer|reponds|repondez|dis|say|output|write|ecris) (?:only|just|seulement|"
    r"uniquement|juste)\b|"
    r"\b(?:set|mets|remplis|fill|mark|note) (?:the |le |la |les |all )?[a-z_]*(?:duration_minutes|"
    r"group_size|all fields|every field|tous les champs|audience_level|score)\b)"
)
_TAUGHT = re.compile(
    r"\b(?:form\w+|formation|apprendre|sensibilis\w+|atelier|cours|module|savoir|sachent|reperer|"
    r"reconnaitre|detecter|train\w*|course|teach\w*|workshop|learn\w*|"
    r"recogni[sz]e|spot|how to|rediger|write|detect)\b[^.!?\n]{0,80}$"
)
_INSULT = re.compile(
    r"\b(?:connards?|connasses?|conne?s?\b(?= de| comme)|enculer?s?|encule\w*|salope?s?|putes?|"
    r"putain|merde|batard\w*|abruti\w*|debiles?|cretin\w*|imbeciles?|idiote?s?|"
    r"ta gueule|va te faire|ferme[- ]la|t'es (?:trop )?(?:nul\w*|con\w*|bete|inutile|pourri\w*)|"
    r"tu es (?:vraiment |trop )?(?:nul\w*|con\b|bete|stupide|inutile)|tu sers a rien|"
    r"tu ne sers a rien|espece de|gros nul|sale (?:machine|robot|ia|bot)|bot de merde|stupid (?:bot|"
    r"machine|ai|thing|program)|you(?:'re| are) (?:so |really |completely )?(?:stupid|useless|"
    r"dumb|an? idiot|rubbish|"
    r"garbage|crap|pathetic|worthless|terrible)|you suck|fuck\w*|shut up|bullshit|piece of (?:shit|"
    r"crap|junk)|asshole|bastard|moron|dumbass|screw you|go to hell|shit)\b"
)
_TAG = re.compile(
    r"<!--.*?-->|<(script|style|system|instructions?|tool|prompt|admin)\b[^>]*>.*?(?:</\1>|"
    r"$)|</?[a-zA-Z!][^<>\n]{0,200}>|\[/?(?:INST|SYSTEM)\]|<\|[^|]*\|>",
    re.IGNORECASE | re.DOTALL,
)
_JSON = re.compile(r"[\[{]\s*\"[^{}\[\]]{0,2000}[}\]]+|```.*?(?:```|$)", re.DOTALL)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ufffd]")


_CUT = re.compile(
    r"\b(?:de|des|du|d'|en|a|au|aux|et|ou|qui|que|qu'|dont|pour|sur|avec|par|dans|le|la|l'|les|un|une|of|and|or|the|an|with|"
    r"for|who|that|which|to|my|our)$"
)


def is_cut(value: object) -> bool:
    """Whether words end in the middle of a phrase: nothing is better than "vendeurs en"."""
    return isinstance(value, str) and _CUT.search(plain_of(value).strip()) is not None


def is_no_subject(value: str) -> bool:
    """ "plutôt", "before opening": a sign of correction, or when it takes place, is nothing to teach."""
    plain = plain_of(value).strip(" ,.;:!")
    return whole("replies", "correcting").match(plain) is not None or _WHEN.fullmatch(plain) is not None


_WHEN = re.compile(r"(?:avant|apres|before|after|during|pendant)\s(?:l'|la |le |les |the |our |notre )?[a-z'-]+")


def noise_of(text: str) -> Noise | None:
    """Why a message cannot be read, if it cannot."""
    if len(_CONTROL.findall(text[:5000])) > max(2, len(text[:5000]) // 20):
        return "unreadable"
    if not re.search(r"[^\W_]", text):
        return "empty"
    return "too_long" if len(text) > LONGEST else None


def hide(raw: str, plain: str) -> str:
    """The plain text with orders, code and insults blanked out; as long as before."""
    for pattern in (_TAG, _JSON):
        plain = _blank(plain, raw, pattern) if re.search(r"[<{\[`]", raw) else plain
    if not (_ORDERS.search(plain) or _INSULT.search(plain)):
        return plain
    pieces = []
    for sentence in re.finditer(r"[^.!?\n;]*(?:[.!?\n;]+|$)", plain):
        text = sentence.group()
        if _ORDERS.search(text) and not _is_taught(text):
            pieces.append("\x02" * len(text))
        else:
            pieces += ["\x02" * len(part) if _is_insult(part) else part for part in re.split(r"(?<=,)", text)]
    return "".join(pieces)


def _blank(plain: str, raw: str, pattern: re.Pattern[str]) -> str:
    return _sub(plain, [match.span() for match in pattern.finditer(raw)])


def _sub(plain: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        plain = plain[:start] + "\x02" * (end - start) + plain[end:]
    return plain


def _is_taught(sentence: str) -> bool:
    """ "former à rédiger un prompt qui ignore les consignes": the words are what is taught."""
    order = _ORDERS.search(sentence)
    return order is not None and _TAUGHT.search(sentence[: order.start()]) is not None


def _is_insult(sentence: str) -> bool:
    """Insults aimed at the program; "gérer un client qui insulte" is a subject, and an oath in a story is a story."""
    found = _INSULT.search(sentence)
    if found is None:
        return False
    return not re.search(r"[«\"“][^»\"”]*$", sentence[: found.start()]) and not re.search(
        r"\b(?:client|customer|patient|usager|eleve|collegue|insult\w*|traite\w*|dit|disent|said|says|calls?)\b",
        sentence[: found.start()],
    )
