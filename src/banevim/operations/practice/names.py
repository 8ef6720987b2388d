"""Names for synthetic women: common ones weigh more, as among people. Put together by hand for practice."""

GIVEN = (
    "María Guadalupe:40 María:34 Guadalupe:30 Juana:18 Margarita:18 Verónica:17 Patricia:17 Alejandra:16 Rosa:16"
    " Leticia:15 Yolanda:14 Gabriela:14 Claudia:13 Adriana:13 Norma:12 Silvia:12 Karla:12 Elizabeth:11 Brenda:11"
    " Diana:11 Jessica:10 Mariana:10 Fernanda:10 Daniela:10 Valeria:9 Ximena:8 Sofía:8 Andrea:8 Teresa:8 Rocío:8"
    " Martha:8 Ana María:7 María Elena:7 María de los Ángeles:6 Luz María:6 Rosario:6 Araceli:6 Esperanza:5 Beatriz:5"
    " Cecilia:5 Lorena:5 Maribel:5 Erika:5 Susana:5 Irma:5 Blanca:4 Edith:4 Itzel:4 Nayeli:4 Yesenia:4 Dulce:4"
    " Perla:4 Marisol:4 Marisela:3 Xóchitl:2 Citlali:2 Yuridia:2 Anahí:2 Abril:2 Renata:2 Camila:2 Regina:2 Paola:3"
    " Carolina:3 Miriam:3 Rebeca:2 Olivia:2 Ofelia:2 Graciela:3 Estela:3 Amalia:1 Consuelo:2 Socorro:2 Berenice:2"
    " Ivonne:2 Nancy:2 Fabiola:3 Lucía:3 Elvira:2 Hortensia:1"
)
SURNAMES = (
    "Hernández:55 García:41 Martínez:38 López:36 González:34 Rodríguez:27 Pérez:27 Sánchez:25 Ramírez:24 Cruz:20"
    " Flores:19 Gómez:17 Morales:15 Vázquez:15 Reyes:14 Jiménez:14 Torres:13 Díaz:13 Gutiérrez:12 Ruiz:11 Mendoza:11"
    " Aguilar:10 Ortiz:10 Moreno:10 Castillo:10 Romero:9 Álvarez:9 Méndez:9 Chávez:9 Rivera:9 Juárez:8 Ramos:8"
    " Domínguez:8 Herrera:8 Medina:8 Castro:8 Vargas:7 Guzmán:7 Velázquez:7 Rojas:6 Contreras:6 Salazar:6 Luna:6"
    " Ortega:6 Estrada:6 Bautista:5 Cota:9 Geraldo:3 Ceseña:6 Meza:5 Murillo:6 Higuera:6 Verdugo:4 Amador:4 Agúndez:3"
    " Castañeda:3 de la Peña:2 Montaño:4 Araiza:3 Liera:2 Savín:2 Cosío:2 Collins:2 Fiol:2 Núñez:4 Ojeda:4 Orozco:3"
    " Peralta:3 Talamantes:3 Villavicencio:3 Zamora:3 Arce:3 Camacho:3 Carballo:2 Espinoza:4 Manríquez:3 Márquez:3"
    " Romo:2 Rosas:2 Sandoval:3 Trasviña:2 Zumaya:2 de la Cruz:4 de la Rosa:2 Ibarra:3 Ayala:3 Beltrán:3"
)


def weighted(text: str) -> tuple[list[str], list[int]]:
    """Names and weights of one of the lists above; a name may have several words."""
    names, weights = [], []
    pending: list[str] = []
    for word in text.split():
        pending.append(word)
        if ":" in word:
            name, _, weight = " ".join(pending).rpartition(":")
            names.append(name)
            weights.append(int(weight))
            pending = []
    return names, weights
