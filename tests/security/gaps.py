"""What the walk does not reach, each with the reason why nobody can: what is reached again must leave its list."""

from __future__ import annotations

UNREACHED = {
    "cases:case-thoi-phan-cong": "wants somebody who does the case; tests/rooms and tests/cases/test_case_page.py",
    "cases:case-xong-hen": "wants a reminder on a case; the records room does it on others",
    "cases:move-record": "wants a newer version of a kind; tests/cases/test_interpreter.py moves",
    "cases:move-many": "wants a newer version of a kind; tests/cases/test_move_many.py asks as who may not",
    "cases:move-many-record": "wants a newer version of a kind; tests/cases/test_move_many.py asks as who may not",
    "cases:take-back": "wants a case with two acts; tests/cases/test_case_page.py does it",
    "cases:take-back-record": "wants a case with two acts; tests/cases/test_case_page.py does it",
    "api:form": "wants a unit and two days at once; tests/cases/test_api.py asks for it in and out of scope",
    "api:clock": "wants a rule and a moment, and speaks of nobody's records",
    "api:paper": "wants a paper of the kind; tests/cases/test_paper_pages.py asks for it in and out of scope",
    "cases:paper-number": "wants a paper that is numbered; tests/cases/test_paper_pages.py does it",
    "cases:paper-record": "wants a mediation that was settled; tests/cases/test_papers.py asks as who may not",
    "cases:form-load": "wants a Word form with places; tests/cases/test_official_forms.py asks as who may not",
    "cases:import-sheet": "wants a sheet under way; tests/cases/test_importing.py asks for it in and out of scope",
    "cases:from": "wants a letter or a reception; tests/cases/test_tie_pages.py asks for it in and out of scope",
    "cases:retention-bulk": "wants a closed case past its day; tests/cases/test_retention.py asks as who may not",
    "cases:pair": "wants two cases of one scope; tests/cases/test_tie_pages.py asks for it in and out of scope",
    "cases:pair-same": "wants two cases of one scope; tests/cases/test_twins.py asks as who may not",
    "cases:make-task": "wants an obstacle; tests/cases/test_obstacles.py asks for it in and out of scope",
    "api:api-root": "answers 404 by itself; the addresses of the API are made from its name",
}
"""Routes that nobody of the world gets anything from."""
UNWRITTEN = {
    "cases:retention-bulk": "wants a closed case past its day; tests/cases/test_retention.py erases through the page",
    "cases:import": "wants an Excel file of the register; tests/cases/test_importing.py asks as who may not",
    "cases:install": "wants the file of a kind; tests/cases/test_kind_pages.py asks as who may not",
    "cases:act": "sent with «Thêm dòng» it shows the form with a row more; nothing is written",
    "cases:new-by": "sent with «Thêm dòng» it shows the form with a row more; nothing is written",
    "cases:correct-field": "sent with «Thêm dòng» it shows the form with a row more; nothing is written",
    "cases:case-kem-van-ban": "wants the number of a paper; tests/cases/test_case_page.py asks as who may not",
    "cases:case-thoi-phan-cong": "wants somebody who does the case",
    "cases:case-xong-hen": "wants a reminder on a case",
    "cases:move-record": "wants a newer version of a kind",
    "cases:move-many-record": "wants a newer version of a kind; tests/cases/test_move_many.py asks as who may not",
    "cases:take-back-record": "wants a case with two acts; tests/cases/test_case_page.py does it",
    "api:cases": "the list of an address that api:open_case writes to",
    "api:actions": "the list of an address that api:act_on writes to",
    "cases:paper-number": "tells of an act that no case of the world had; tests/cases/test_paper_pages.py does it",
    "cases:paper-record": "wants a mediation that was settled; tests/cases/test_papers.py asks as who may not",
    "cases:form-load": "wants a Word form with places; tests/cases/test_official_forms.py asks as who may not",
    "account_login": "refused on purpose: whoever signs in is nobody yet, so that no row would be theirs",
    "account_reauthenticate": "writes in the session alone",
    "people:wear": "the hat that is worn stands in the session",
    "cases:like-typed": "tells of like cases while one is typed; nothing is written",
    "cases:tell-joined": "wants a case with others joined to it; tests/cases/test_twins.py asks as who may not",
    "cases:transfer-propose": "wants a case that waits for nobody; tests/cases/test_transfers.py asks as who may not",
    "api:propose_transfer": "wants a case that nobody is asked to take; tests/cases/test_transfers.py does it",
    "cases:hand-over": "shows first what goes and writes only that; tests/cases/test_tie_pages.py asks as who may not",
    "cases:grid-people": "names that match are looked up; nothing is written",
    "cases:list-find": "leads to the list by an address that tells no name; nothing is written",
    "cases:queue-find": "leads to the queue by an address that tells no name; nothing is written",
    "set_language": "the language stands in a cookie",
    "web:side": "the side of the frame stands in a cookie",
    "calendars:change_form": "shows what would move; calendars:apply writes",
    "people:units_import": "shows what each row would do; people:units_import_apply writes",
    "plans:sheet-preview": "shows what was read; plans:sheet-apply writes",
    "documents:document": "a page; asked for the marks of forms that its acts have refused",
    "people:person": "a page; asked for the mark of a form that people:person_edit has refused",
}
"""Routes that take something and of which no request of the world writes a row."""
UNLEARNED: dict[str, str] = {
    "nghi": "doubtful lines of a sheet that is confirmed; tests/cases/test_importing.py sends it",
}
"""Names that stand in the source and that no request of the world was asked for."""
TOLD = {
    "cases:kinds": ("ten-P: Unit.name", "whoever may not install a kind reads who does"),
    "cases:keeping": ("ten-P: Unit.name", "whoever may not enter a time of keeping reads who does"),
    "calendars:year": ("ten-P: Unit.name", "everybody who follows the common days off may read who keeps them"),
}
"""Routes that tell a mark to people it is kept from elsewhere: what they tell, and why they should."""
