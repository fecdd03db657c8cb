"""The words for the units that durations are said in, as parts of regular expressions; for folded text."""

HOUR = r"(?:heures?|hours?|hrs?|h)(?![\w])"
MINUTE = r"(?:minutes?|mins?|mn)(?!\w)"
DAY = r"(?:journees?|jours?|days?|jrs?|j)(?!\w)"
HALF = (
    r"(?:(?:demi[ -]?|demie[ -]|1/2[ -]?|½[ -]?)(?:journees?|jours?|j)\b|half[ -]?days?\b|half(?: of)? a day\b|"
    r"(?:(?:lun|mar|mercre|jeu|vendre|same)dis?\s(?:matins?|apres[ -]?midis?)\b|"
    r"(?:mon|tues|wednes|thurs|fri|satur)days?\s(?:mornings?|afternoons?)\b)|"
    r"matinees?\b|matins?\b(?!\w)|apres[ -]?midis?\b|mornings?\b|afternoons?\b)"
)
WEEK = r"(?:semaines?|weeks?)(?![\w-])"
MONTH = r"(?:mois|months?)(?!\w)"
SESSION = (
    r"(?:(?:seances?|sessions?|fois|creneaux?|ateliers?|rencontres?|soirees?|soirs?|evenings?|times|modules?|"
    r"classes|webinaires?|webinars?|visios?|rendez-vous|rdv|workshops?|lessons?|meetings?|"
    r"(?:(?:zoom|teams|video) )?calls|slots?|"
    r"lunchtimes?|lunches|lunch breaks?|midis|pauses dejeuner|lots|blocs?|blocks?|sittings?|"
    r"lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|"
    r"saturdays?)\b(?! par\b| a (?:day|week|month)\b| per\b)|[x×*](?=\s*(?:\d|une?\s|demi|half)))"
)
