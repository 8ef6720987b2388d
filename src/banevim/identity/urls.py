"""Addresses of the search. What is typed never appears in one."""

from django.urls import path

from banevim.identity.views import coincidences, desk, matcher, pairs, search, separating

app_name = "identity"
urlpatterns = [
    path("buscar/", search.search, name="search"),
    path("buscar/<uuid:search_id>/", search.results, name="results"),
    path("buscar/<uuid:search_id>/comparar/<int:rank>/", search.compare, name="compare"),
    path("buscar/<uuid:search_id>/es-ella/", search.choose, name="choose"),
    path("buscar/<uuid:search_id>/decidir/", search.decide, name="decide"),
    path("buscar/<uuid:search_id>/expediente-nuevo/", search.none_is_her, name="none_is_her"),
    path("buscar/posibles-duplicados/", desk.doubts, name="doubts"),
    path("revision/", pairs.pairs, name="pairs"),
    path("revision/comparar/", pairs.compare_now, name="compare_now"),
    path("revision/calidad/", pairs.quality, name="quality"),
    path("revision/sacar/", separating.choose_file, name="separate"),
    path("revision/sacar/<uuid:file_id>/", separating.take_out, name="take_out"),
    path("revision/sacar/<uuid:extraction_id>/confirmar/", separating.answer, name="answer_extraction"),
    path("revision/sacar/<uuid:extraction_id>/devolver/", separating.put_back, name="put_back"),
    path("revision/comparador/", matcher.matcher, name="matcher"),
    path("revision/comparador/medir/", matcher.weigh_now, name="weigh_now"),
    path("revision/comparador/en-vigor/", matcher.put_in_force, name="put_in_force"),
    path("revision/protegidos/", coincidences.coincidences, name="coincidences"),
    path("revision/protegidos/<uuid:coincidence_id>/", coincidences.coincidence, name="coincidence"),
    path("revision/<uuid:proposal_id>/", pairs.pair, name="pair"),
    path("revision/<uuid:proposal_id>/abrir/", pairs.open_pair, name="open_pair"),
    path("revision/<uuid:proposal_id>/decidir/", pairs.judge, name="judge"),
    path("revision/<uuid:proposal_id>/deshacer/", pairs.undo, name="undo"),
    path("revision/<uuid:proposal_id>/reconsiderar/", pairs.reconsider, name="reconsider"),
    path("buscar/sin-atencion/", desk.unfollowed, name="unfollowed"),
    path("buscar/sin-atencion/<uuid:search_id>/", desk.review, name="review"),
]
