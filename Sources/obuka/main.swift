print("obuka")
